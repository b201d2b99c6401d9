using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>The app as its developer has it: one for all workspaces that it is installed in.</summary>
internal sealed class SlackApp(string clientId)
{
    public string ClientId => clientId;

    public string ClientSecret { get; } = RandomText.Hex(16);

    /// <summary>Of the developer, for apps.manifest.*. Put together at run time so that no scanner takes a literal for a leaked token.</summary>
    public string ConfigurationToken { get; set; } = NewConfigurationToken();

    public string RefreshToken { get; set; } = $"xoxe-1-{RandomText.Mixed(40)}";

    /// <summary>Where the authorisation may lead back to; empty takes any address on this machine.</summary>
    public IReadOnlyList<string> RedirectUrls { get; set; } = [];

    /// <summary>Manifests by app id.</summary>
    public ConcurrentDictionary<string, JsonObject> Manifests { get; } = new(StringComparer.Ordinal);

    public bool MayLeadTo(string redirect) =>
        Uri.TryCreate(redirect, UriKind.Absolute, out var address)
        && (RedirectUrls.Count == 0 ? address.IsLoopback : RedirectUrls.Any(allowed => redirect.StartsWith(allowed, StringComparison.Ordinal)));

    public static string NewConfigurationToken() => $"xoxe.xoxp-1-{RandomText.Mixed(60)}";
}
