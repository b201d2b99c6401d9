namespace SlackAgents.Host.Manifests;

/// <summary>The Slack app's manifest, with this installation's address where it belongs.</summary>
internal static class SlackManifest
{
    /// <summary>Stands in the file where the public address goes.</summary>
    private const string Placeholder = "https://YOUR-HOST";

    /// <param name="http">Slack posts to us; else we open sockets.</param>
    /// <param name="publicUrl">Null leaves the placeholder in.</param>
    /// <exception cref="FileNotFoundException">The manifest did not come with this program.</exception>
    public static string Read(bool http, string? publicUrl)
    {
        var text = ManifestFile.Read(http ? "slack-http.json" : "slack-socket-mode.json");
        return string.IsNullOrEmpty(publicUrl) ? text : text.Replace(Placeholder, publicUrl.TrimEnd('/'), StringComparison.Ordinal);
    }

    /// <summary>Opens Slack's form with the manifest filled in.</summary>
    public static string CreateLink(string manifest) =>
        "https://api.slack.com/apps?new_app=1&manifest_json=" + Uri.EscapeDataString(ManifestFile.Compact(manifest));
}
