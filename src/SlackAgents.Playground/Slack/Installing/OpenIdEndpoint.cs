using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>
/// Sign in with Slack: a page on which one chooses whom to be, and the exchange of its code for a token that says so.
/// docs.slack.dev/authentication/sign-in-with-slack
/// </summary>
internal sealed class OpenIdEndpoint(SlackApp app, IReadOnlyList<WorkspaceState> teams)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, OpenIdCode> _codes = new(StringComparer.Ordinal);
    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    /// <summary>Changes what the next token says, to be a provider that lies.</summary>
    public Action<JsonObject>? ChangeClaims { get; set; }

    public Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        var scopes = query["scope"].ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var problem = query["client_id"] != app.ClientId ? "invalid_client_id"
            : !app.MayLeadTo(redirect) ? "bad_redirect_uri"
            : query["response_type"] != "code" ? "unsupported_response_type"
            : !scopes.Contains("openid", StringComparer.Ordinal) || scopes.Except(["openid", "profile", "email"], StringComparer.Ordinal).Any() ? "invalid_scope" : null;
        if (problem is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return WriteAsync(context, $"<p>Something went wrong when authorizing this app: {problem}.</p>");
        }

        if (query["deny"] == "1")
        {
            return RedirectAsync(context, redirect, "error", "access_denied");
        }

        var chosen = query["user"].ToString();
        foreach (var team in teams.Where(team => team.Directory.Members.Any(member => member.Id == chosen && !member.IsBot)))
        {
            var code = $"{RandomText.Hex(5)}.{RandomText.Hex(32)}";
            _codes[code] = new OpenIdCode(team, chosen, redirect, query["nonce"].ToString(), team.Time.GetUtcNow());
            return RedirectAsync(context, redirect, "code", code);
        }

        return WriteAsync(context, $"<h1>Who are you?</h1><ul>{string.Concat(People(context.Request))}</ul><p><a href=\"{Again(context.Request, "deny", "1")}\">Cancel</a></p>");
    }

    /// <summary><c>openid.connect.token</c></summary>
    public Task ExchangeAsync(HttpContext context) => OAuthAnswer.WriteAsync(context, teams[0], "openid.connect.token", Exchange);

    private JsonObject Exchange(IFormCollection form)
    {
        var problem = form["client_id"] != app.ClientId ? "invalid_client_id"
            : form["client_secret"] != app.ClientSecret ? "bad_client_secret"
            : form["grant_type"] != "authorization_code" ? "invalid_grant_type" : null;
        if (problem is not null)
        {
            throw new SlackRefusalException(problem);
        }

        if (!_codes.TryRemove(form["code"].ToString(), out var granted) || granted.Team.Time.GetUtcNow() - granted.IssuedAt > CodeLifetime)
        {
            throw new SlackRefusalException("invalid_code");
        }

        return form["redirect_uri"] == granted.RedirectUri
            ? new JsonObject { ["ok"] = true, ["access_token"] = $"xoxp-{RandomText.Hex(32)}", ["token_type"] = "Bearer", ["id_token"] = TokenOf(granted) }
            : throw new SlackRefusalException("bad_redirect_uri");
    }

    private string TokenOf(OpenIdCode granted)
    {
        var now = granted.Team.Time.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = granted.Team.BaseUrl,
            ["sub"] = granted.UserId,
            ["aud"] = app.ClientId,
            ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nonce"] = granted.Nonce,
            ["https://slack.com/team_id"] = granted.Team.Settings.TeamId,
            ["https://slack.com/user_id"] = granted.UserId,
            ["name"] = granted.Team.Directory.Members.First(member => member.Id == granted.UserId).RealName,
        };
        ChangeClaims?.Invoke(claims);
        var signed = $"{Part("""{"typ":"JWT","alg":"RS256"}""")}.{Part(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(_key.Value.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private IEnumerable<string> People(HttpRequest request) =>
        from team in teams
        from member in team.Directory.Members
        where !member.IsBot
        select $"<li><a href=\"{Again(request, "user", member.Id)}\">{WebUtility.HtmlEncode(member.RealName)}</a> ({WebUtility.HtmlEncode(team.Settings.TeamName)}, {member.Id})</li>";

    private static string Again(HttpRequest request, string name, string value) =>
        WebUtility.HtmlEncode(QueryHelpers.AddQueryString(request.Path + request.QueryString, name, value));

    private static Task RedirectAsync(HttpContext context, string redirect, string name, string value)
    {
        context.Response.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value, ["state"] = context.Request.Query["state"].ToString() }));
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"<!doctype html><meta name=\"viewport\" content=\"width=device-width\"><title>Sign in</title>{body}", context.RequestAborted);
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
