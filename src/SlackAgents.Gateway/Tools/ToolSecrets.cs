using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Tools;

/// <summary>What of a tool server's configuration must not get into a sandbox, a trace or a log.</summary>
internal static class ToolSecrets
{
    /// <summary>Shorter values are words rather than secrets; taking them out would only garble the text.</summary>
    private const int MinLength = 6;

    /// <summary>The values of the headers, and of those with a scheme (<c>Bearer …</c>) what stands behind it.</summary>
    public static IReadOnlyList<string> Of(ToolServerOptions server) =>
        [.. server.Headers.Values.SelectMany(Parts).Where(value => value.Length >= MinLength).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Parts(string value)
    {
        yield return value;
        var space = value.LastIndexOf(' ');
        if (space >= 0)
        {
            yield return value[(space + 1)..];
        }
    }
}
