using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>OAuth v2: the page on which somebody says yes, at once here, and the exchange of its code. docs.slack.dev/authentication/installing-with-oauth</summary>
internal sealed class OAuthEndpoint(SlackApp app, IReadOnlyList<WorkspaceState> teams)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, OAuthCode> _codes = new(StringComparer.Ordinal);

    /// <summary>The person at the page says no the next time.</summary>
    public bool DenyNext { get; set; }

    public Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        var problem = query["client_id"] != app.ClientId ? "invalid_client_id"
            : !app.MayLeadTo(redirect) ? "bad_redirect_uri"
            : string.IsNullOrEmpty(query["scope"]) && string.IsNullOrEmpty(query["user_scope"]) ? "no_scopes" : null;
        var team = teams.FirstOrDefault(candidate => candidate.Settings.TeamId == query["team"].ToString())
            ?? teams.FirstOrDefault(candidate => !candidate.IsInstalled) ?? teams[0];
        if (problem is not null)
        {
            // Slack shows the mistake on its own page and does not go back to an address that it does not trust.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!doctype html><title>Something went wrong</title><p>Something went wrong when authorizing this app: {problem}.</p>", context.RequestAborted);
        }

        var answer = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = query["state"].ToString() };
        if (DenyNext)
        {
            DenyNext = false;
            answer["error"] = "access_denied";
        }
        else
        {
            var code = $"{RandomText.Hex(5)}.{RandomText.Hex(32)}";
            var installer = team.Directory.Members.FirstOrDefault(member => member.IsAdmin) ?? team.Directory.Members[0];
            _codes[code] = new OAuthCode(team, redirect, query["scope"].ToString(), installer.Id, team.Time.GetUtcNow());
            answer["code"] = code;
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(redirect, answer));
        return Task.CompletedTask;
    }

    /// <summary><c>oauth.v2.access</c>: form fields only, the client by Basic or by fields.</summary>
    public Task ExchangeAsync(HttpContext context) => OAuthAnswer.WriteAsync(context, teams[0], "oauth.v2.access", form =>
    {
        var (id, secret) = Client(context.Request, form);
        return Exchange(id, secret, form["code"].ToString(), form["redirect_uri"].ToString());
    });

    private JsonObject Exchange(string? id, string? secret, string code, string redirect)
    {
        if (id != app.ClientId)
        {
            throw new SlackRefusalException("invalid_client_id");
        }

        if (secret != app.ClientSecret)
        {
            throw new SlackRefusalException("bad_client_secret");
        }

        if (!_codes.TryRemove(code, out var granted) || granted.Team.Time.GetUtcNow() - granted.IssuedAt > CodeLifetime)
        {
            throw new SlackRefusalException("invalid_code");
        }

        if (!string.IsNullOrEmpty(granted.RedirectUri) && redirect != granted.RedirectUri)
        {
            throw new SlackRefusalException("bad_redirect_uri");
        }

        var team = granted.Team;
        team.Install(granted.Scope.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
        return new JsonObject
        {
            ["ok"] = true,
            ["app_id"] = team.Settings.AppId,
            ["authed_user"] = new JsonObject { ["id"] = granted.UserId },
            ["scope"] = string.Join(',', team.BotScopes.Order(StringComparer.Ordinal)),
            ["token_type"] = "bot",
            ["access_token"] = team.BotToken,
            ["bot_user_id"] = team.Settings.BotUserId,
            ["team"] = new JsonObject { ["id"] = team.Settings.TeamId, ["name"] = team.Settings.TeamName },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        };
    }

    private static (string? Id, string? Secret) Client(HttpRequest request, IFormCollection form)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return (form["client_id"].ToString(), form["client_secret"].ToString());
        }

        var bytes = new byte[header.Length];
        var parts = Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
        return parts is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : (null, null);
    }
}
