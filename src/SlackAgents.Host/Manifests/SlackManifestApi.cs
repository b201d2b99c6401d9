using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Manifests;

/// <summary><c>apps.manifest.*</c> (docs.slack.dev/app-manifests/configuring-apps-with-app-manifests).</summary>
/// <param name="token">App configuration token (<c>xoxe.xoxp-…</c>), good for twelve hours.</param>
internal sealed class SlackManifestApi(HttpClient client, string apiUrl, string token)
{
    private const int MaxProblems = 20;
    private const int MaxText = 300;

    /// <exception cref="SlackManifestException">Slack did not take it, or cannot be reached. So throw the others, too.</exception>
    public Task ValidateAsync(string manifest, string? app, CancellationToken cancellationToken) => CallAsync("apps.manifest.validate", manifest, app, cancellationToken);

    public async Task<CreatedSlackApp> CreateAsync(string manifest, CancellationToken cancellationToken) =>
        CreatedSlackApp.Read(await CallAsync("apps.manifest.create", manifest, app: null, cancellationToken));

    public async Task<JsonObject> ExportAsync(string app, CancellationToken cancellationToken) =>
        (await CallAsync("apps.manifest.export", manifest: null, app, cancellationToken))["manifest"] as JsonObject
        ?? throw new SlackManifestException("Slack's answer holds no manifest. Try again.");

    /// <returns>Whether the workspaces have to install the app again, for scopes that are new.</returns>
    public async Task<bool> UpdateAsync(string app, string manifest, CancellationToken cancellationToken) =>
        (await CallAsync("apps.manifest.update", manifest, app, cancellationToken))["permissions_updated"] is JsonValue value && value.TryGetValue(out bool updated) && updated;

    private async Task<JsonObject> CallAsync(string method, string? manifest, string? app, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (manifest is not null)
        {
            fields["manifest"] = ManifestFile.Compact(manifest);
        }

        if (app is not null)
        {
            fields["app_id"] = app;
        }

        var answer = await SendAsync(method, fields, cancellationToken);
        return answer["ok"] is JsonValue ok && ok.TryGetValue(out bool isOk) && isOk ? answer : throw Refused(method, answer);
    }

    private async Task<JsonObject> SendAsync(string method, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{apiUrl.TrimEnd('/')}/{method}"))
            {
                Content = new FormUrlEncodedContent(fields),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            };
            using var response = await client.SendAsync(request, cancellationToken);
            return await JsonSerializer.DeserializeAsync<JsonObject>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken)
                ?? throw new SlackManifestException($"{method}: Slack's answer is empty. Try again.");
        }
        catch (JsonException exception)
        {
            throw new SlackManifestException($"{method}: Slack's answer is not the JSON it promises. Check Slack:ApiUrl, and try again.", exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlackManifestException($"{method}: Slack did not answer in time. Look at api.slack.com/apps whether it was done, then try again.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SlackManifestException($"{method}: Slack cannot be reached ({exception.HttpRequestError}). Check Slack:ApiUrl and that this machine reaches it.", exception);
        }
    }

    private static SlackManifestException Refused(string method, JsonObject answer)
    {
        var code = Text(answer, "error") ?? "unknown_error";
        var problems = (answer["errors"] as JsonArray ?? []).OfType<JsonObject>().Take(MaxProblems)
            .Select(problem => $"\n  {(Text(problem, "pointer") is { Length: > 0 } pointer ? pointer : "/")}: {Text(problem, "message") ?? "refused"}");
        return new SlackManifestException($"{method}: Slack answered {code}. {Hint(code)}{string.Concat(problems)}");
    }

    private static string Hint(string code) => code switch
    {
        "invalid_auth" or "not_authed" or "token_expired" or "token_revoked" or "not_allowed_token_type" =>
            "Generate an app configuration token at api.slack.com/apps → Your App Configuration Tokens (it is good for twelve hours), and put it into SLACK_CONFIG_TOKEN.",
        "invalid_manifest" => "Slack does not take this at:",
        "invalid_app_id" or "invalid_app" or "app_not_eligible" or "no_permission" => "Copy the App ID from api.slack.com/apps → your app → Basic Information; the token must be of somebody who may change that app.",
        "ratelimited" or "rate_limited" => "Wait a minute, then try again.",
        "failed_creating_app" or "app_limit_reached" => "Look at api.slack.com/apps whether there are too many apps, then try again.",
        _ => "Nothing was changed.",
    };

    private static string? Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue(out string? text) ? ForeignText.Clean(text, MaxText) : null;
}
