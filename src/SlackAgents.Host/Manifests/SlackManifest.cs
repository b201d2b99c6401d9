using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Slack.Diagnosis;

namespace SlackAgents.Host.Manifests;

/// <summary>The Slack app's manifest, with this installation's address where it belongs.</summary>
internal static class SlackManifest
{
    /// <summary>Stands in the file where the public address goes.</summary>
    private const string Placeholder = "https://YOUR-HOST";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="http">Slack posts to us; else we open sockets.</param>
    /// <param name="publicUrl">Null leaves the placeholder in.</param>
    /// <exception cref="FileNotFoundException">The manifest did not come with this program.</exception>
    public static string Read(bool http, string? publicUrl)
    {
        var text = ManifestFile.Read(http ? "slack-http.json" : "slack-socket-mode.json");
        if (string.IsNullOrEmpty(publicUrl))
        {
            return text;
        }

        var address = publicUrl.TrimEnd('/');
        return http ? text.Replace(Placeholder, address, StringComparison.Ordinal) : WithRedirect(text, address);
    }

    /// <summary>Opens Slack's form with the manifest filled in.</summary>
    public static string CreateLink(string manifest) =>
        "https://api.slack.com/apps?new_app=1&manifest_json=" + Uri.EscapeDataString(ManifestFile.Compact(manifest));

    /// <summary>The pages of installing and of signing in work beside sockets, too; Slack leads back to https addresses only.</summary>
    private static string WithRedirect(string text, string address)
    {
        var manifest = JsonNode.Parse(text)!.AsObject();
        manifest["oauth_config"]!["scopes"]!["user"] = new JsonArray([.. SlackScopes.SignIn.Keys.Select(scope => JsonValue.Create(scope))]);
        manifest["oauth_config"]!.AsObject().Insert(0, "redirect_urls", new JsonArray($"{address}/slack/oauth_redirect", $"{address}/sign-in/callback"));
        return manifest.ToJsonString(Indented);
    }
}
