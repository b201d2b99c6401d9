using System.Globalization;

namespace SlackAgents.Slack.Intake;

/// <summary>Slack's <c>ts</c>: seconds since 1970, and after the point what tells messages of one second apart.</summary>
internal static class SlackTimestamp
{
    /// <returns>Null when it is none.</returns>
    public static DateTimeOffset? Read(string? ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
