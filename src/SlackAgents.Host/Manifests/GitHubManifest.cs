using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Manifests;

/// <summary>The GitHub App's manifest, and the page whose button creates the App from it.</summary>
internal static class GitHubManifest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="publicUrl">Where GitHub reaches the webhook; null leaves the webhook out, since GitHub refuses local addresses.</param>
    /// <param name="listenUrl">Where the browser is led back to when there is no public address.</param>
    public static string Read(string? organisation, string? publicUrl, string listenUrl)
    {
        var manifest = JsonNode.Parse(ManifestFile.Read("github-app.json"))!.AsObject();
        var address = publicUrl?.TrimEnd('/');
        manifest["name"] = organisation is null ? "SlackAgents" : $"SlackAgents {organisation}";
        manifest["url"] = string.IsNullOrEmpty(address) ? "https://github.com" : address;
        var pages = string.IsNullOrEmpty(address) ? listenUrl.TrimEnd('/') : address;
        manifest["redirect_url"] = pages + "/";
        manifest["callback_urls"] = new JsonArray(pages + "/github/callback");
        manifest.Remove("hook_attributes");
        if (!string.IsNullOrEmpty(address))
        {
            manifest["hook_attributes"] = new JsonObject { ["url"] = address + "/webhooks/github", ["active"] = true };
        }

        return manifest.ToJsonString(Indented);
    }

    /// <summary>
    /// GitHub takes a manifest only as a posted form (docs.github.com: registering a GitHub App from a manifest), so this
    /// is a page with one button. It holds no secret.
    /// </summary>
    /// <param name="gitUrl">GitHub's own web address.</param>
    public static Html Page(string manifest, string gitUrl, string? organisation)
    {
        var action = organisation is null
            ? $"{gitUrl.TrimEnd('/')}/settings/apps/new"
            : $"{gitUrl.TrimEnd('/')}/organizations/{Uri.EscapeDataString(organisation)}/settings/apps/new";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Create the GitHub App</title></head>
            <body>
            <h1>Create the GitHub App</h1>
            <p>The button opens {action} with everything filled in. Afterwards GitHub leads back with <code>?code=…</code> in the address bar. Within an hour run:</p>
            <pre>scripts/run manifest github --code THE-CODE</pre>
            <form method="post" action="{action}"><input type="hidden" name="manifest" value="{ManifestFile.Compact(manifest)}"><button>Create the App on GitHub</button></form>
            </body>
            </html>
            """);
    }
}
