using System.Text.Json.Nodes;

namespace SlackAgents.Host.Manifests;

/// <summary>What <c>apps.manifest.create</c> answers.</summary>
/// <param name="Install">Where the app is installed in a workspace.</param>
internal sealed record CreatedSlackApp(string Id, string? ClientId, string? ClientSecret, string? SigningSecret, string? Install)
{
    public static CreatedSlackApp Read(JsonObject answer)
    {
        var credentials = answer["credentials"] as JsonObject;
        return new CreatedSlackApp(
            Text(answer, "app_id") is { } id && id.All(char.IsAsciiLetterOrDigit) ? id : throw new SlackManifestException("Slack's answer names no app. Look at api.slack.com/apps whether it is there."),
            Text(credentials, "client_id"),
            Text(credentials, "client_secret"),
            Text(credentials, "signing_secret"),
            Text(answer, "oauth_authorize_url"));
    }

    private static string? Text(JsonObject? owner, string name) => owner?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
