using System.Globalization;

namespace SlackAgents.Playground.Slack;

/// <summary>The one header that a planned failure usually needs.</summary>
internal static class RetryAfterHeader
{
    public static IReadOnlyDictionary<string, string> For(TimeSpan? wait) => wait is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = Math.Ceiling(wait.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture) };
}
