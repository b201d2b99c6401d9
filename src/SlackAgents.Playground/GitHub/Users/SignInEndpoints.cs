using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Users;

/// <summary>
/// The App's web flow: docs.github.com, "Generating a user access token for a GitHub App". Whoever is signed in agrees at
/// once. Refusals of the exchange have status 200, as on the site ("Troubleshooting OAuth app access token request errors").
/// </summary>
internal sealed class SignInEndpoints(SiteState state)
{
    public async Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != state.Settings.ClientId)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var wanted = query["redirect_uri"].ToString() is { Length: > 0 } named ? named : state.Settings.CallbackUrls[0];
        if (!state.Settings.CallbackUrls.Any(known => IsSame(known, wanted)))
        {
            // The site shows a page of its own and leads nowhere.
            await context.Response.WriteAsync("The redirect_uri MUST match the registered callback URL for this application.", context.RequestAborted);
            return;
        }

        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = state.Users.GiveCode(wanted), ["state"] = query["state"] };
        context.Response.Redirect(QueryHelpers.AddQueryString(wanted, parameters));
    }

    public async Task ExchangeAsync(HttpContext context)
    {
        var fields = await ReadAsync(context.Request, context.RequestAborted);
        var answer = Exchange(fields);
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            context.Response.ContentType = WireJson.ContentType;
            await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/x-www-form-urlencoded; charset=utf-8";
        await context.Response.WriteAsync(QueryHelpers.AddQueryString(string.Empty, answer.ToDictionary(pair => pair.Key, string? (pair) => answer.Text(pair.Key), StringComparer.Ordinal)).TrimStart('?'), context.RequestAborted);
    }

    private JsonObject Exchange(JsonObject fields)
    {
        if (fields.Text("client_id") != state.Settings.ClientId || fields.Text("client_secret") != state.Settings.ClientSecret)
        {
            return Refusal("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
        }

        return state.Users.Exchange(fields.Text("code") ?? string.Empty, fields.Text("redirect_uri")) switch
        {
            null => Refusal("bad_verification_code", "The code passed is incorrect or expired."),
            "" => Refusal("redirect_uri_mismatch", "The redirect_uri MUST match the registered callback URL for this application."),
            var token => new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["scope"] = string.Empty },
        };
    }

    private static JsonObject Refusal(string error, string description) =>
        new() { ["error"] = error, ["error_description"] = description, ["error_uri"] = "https://docs.github.com" };

    private static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString()))));
        }

        using var reader = new StreamReader(request.Body);
        return WireJson.ParseObject(await reader.ReadToEndAsync(cancellationToken)) ?? [];
    }

    /// <summary>The same address; on this machine the port does not matter (docs.github.com, "Loopback redirect urls").</summary>
    private static bool IsSame(string known, string wanted) =>
        Uri.TryCreate(known, UriKind.Absolute, out var one) && Uri.TryCreate(wanted, UriKind.Absolute, out var other)
        && one.Scheme == other.Scheme && one.Host == other.Host && one.AbsolutePath == other.AbsolutePath && other.Query.Length == 0
        && (one.Port == other.Port || one.Host is "127.0.0.1");
}
