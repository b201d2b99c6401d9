using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>apps.manifest.* and the rotation of the token that they take. docs.slack.dev/app-manifests/configuring-apps-with-app-manifests</summary>
internal sealed class ManifestMethods(SlackApp app)
{
    public static JsonObject Validate(SlackCall call)
    {
        Read(call);
        return new JsonObject { ["errors"] = new JsonArray() };
    }

    public JsonObject Create(SlackCall call)
    {
        var id = "A0" + RandomText.Upper(8);
        app.Manifests[id] = Read(call);
        return new JsonObject
        {
            ["app_id"] = id,
            ["credentials"] = new JsonObject
            {
                ["client_id"] = app.ClientId, ["client_secret"] = app.ClientSecret, ["verification_token"] = RandomText.Mixed(24), ["signing_secret"] = call.State.SigningSecret,
            },
            ["oauth_authorize_url"] = $"{call.State.BaseUrl}/oauth/v2/authorize?client_id={app.ClientId}&scope={Uri.EscapeDataString(string.Join(',', Scopes(app.Manifests[id])))}",
        };
    }

    public JsonObject Update(SlackCall call)
    {
        var (id, before) = Existing(call);
        var manifest = Read(call);
        app.Manifests[id] = manifest;
        return new JsonObject { ["app_id"] = id, ["permissions_updated"] = !Scopes(before).SequenceEqual(Scopes(manifest), StringComparer.Ordinal) };
    }

    public JsonObject Export(SlackCall call) => new() { ["manifest"] = Existing(call).Manifest.DeepClone() };

    public JsonObject Delete(SlackCall call)
    {
        app.Manifests.TryRemove(Existing(call).Id, out _);
        return [];
    }

    /// <summary>Gives a new pair of tokens; the old ones are worth nothing from then on.</summary>
    public JsonObject Rotate(SlackCall call)
    {
        if (call.Text("refresh_token") != app.RefreshToken)
        {
            throw new SlackRefusalException("invalid_refresh_token");
        }

        app.ConfigurationToken = SlackApp.NewConfigurationToken();
        app.RefreshToken = $"xoxe-1-{RandomText.Mixed(40)}";
        var now = call.State.Time.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject { ["token"] = app.ConfigurationToken, ["refresh_token"] = app.RefreshToken, ["team_id"] = call.State.Settings.TeamId, ["user_id"] = "U0ALICE001", ["iat"] = now, ["exp"] = now + 43_200 };
    }

    private (string Id, JsonObject Manifest) Existing(SlackCall call) =>
        call.Text("app_id") is { } id && app.Manifests.TryGetValue(id, out var manifest) ? (id, manifest) : throw new SlackRefusalException("invalid_app_id");

    /// <summary>The manifest is JSON inside a string, also in a JSON body.</summary>
    private static JsonObject Read(SlackCall call)
    {
        var manifest = call.Text("manifest") is { } text ? WireJson.ParseObject(text) : null;
        var problems = manifest is null ? [new ManifestProblem("must be a string of JSON", string.Empty)] : ManifestRules.Check(manifest);
        return problems.Count == 0 ? manifest! : throw new SlackRefusalException("invalid_manifest")
        {
            Extra = new JsonObject { ["errors"] = problems.Select(problem => new JsonObject { ["message"] = problem.Message, ["pointer"] = problem.Pointer }).ToJsonArray() },
        };
    }

    private static IEnumerable<string> Scopes(JsonObject manifest) =>
        (manifest.Child("oauth_config")?.Child("scopes")?.List("bot") ?? []).Select(scope => scope!.ToString()).Order(StringComparer.Ordinal);
}
