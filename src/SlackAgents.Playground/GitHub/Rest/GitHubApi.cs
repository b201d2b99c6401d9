using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Faults;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Users;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>The REST API. Checks in the order of the service: user agent, credentials, visibility of the repository, permission, body.</summary>
internal sealed class GitHubApi(SiteState state, AppJwtVerifier jwts, IReadOnlyList<GitHubRoute> routes)
{
    public const string Prefix = "/github-api";

    private const int HourlyLimit = 5000;
    private const int MaxBody = 1024 * 1024;

    private readonly ConcurrentDictionary<long, int> _used = new();

    public async Task AnswerAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var path = context.Request.Path.Value![Prefix.Length..];
        var exchange = new Exchange($"{context.Request.Method} {path}", RawPath(context));
        await state.Faults.WaitAsync(exchange.Name, cancellationToken);
        var fault = state.Faults.Take(exchange.Name);
        GitHubAnswer answer;
        try
        {
            answer = fault is { AfterWork: false } ? GitHubAnswer.Empty() : await CarryOutAsync(context, exchange, cancellationToken);
        }
        catch (GitHubRefusalException refusal)
        {
            answer = new GitHubAnswer(refusal.Status, refusal.ToBody());
            if (refusal.AcceptedPermissions is { } accepted)
            {
                context.Response.Headers["X-Accepted-GitHub-Permissions"] = accepted;
            }
        }

        CountAgainstLimit(context);
        if (fault is not null)
        {
            answer = Failed(context, fault);
        }

        state.Requests.Add(new GitHubRequest(
            context.Request.Method, path, context.Request.QueryString.Value ?? string.Empty, exchange.BodyJson, answer.Status, exchange.Token, state.Time.GetUtcNow()));
        state.Changed.Raise();
        await WriteAsync(context, answer, cancellationToken);
    }

    /// <summary>The path as sent: branch names hold escaped slashes, which must not be taken for separators.</summary>
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return (end < 0 ? target : target[..end])[Prefix.Length..];
    }

    private async Task<GitHubAnswer> CarryOutAsync(HttpContext context, Exchange exchange, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Request.Headers.UserAgent))
        {
            throw new GitHubRefusalException(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.");
        }

        var version = context.Request.Headers["X-GitHub-Api-Version"].ToString();
        if (version.Length > 0 && version is not ("2022-11-28" or "2026-03-10"))
        {
            throw new GitHubRefusalException(400, $"\"{version}\" is not a supported version of the REST API.");
        }

        var (route, values) = Find(context.Request.Method, exchange.RawPath);
        var token = Authenticate(context.Request, route, exchange);
        RequireAccess(route, values, token);
        var body = await ReadBodyAsync(context.Request, route, exchange, cancellationToken);
        return await route.Answer(new GitHubCall(state, values, context.Request, token) { Body = body, User = exchange.User }, cancellationToken);
    }

    private (GitHubRoute Route, Dictionary<string, string> Values) Find(string method, string path)
    {
        foreach (var route in routes)
        {
            if (route.Match(method, path) is { } values)
            {
                return (route, values);
            }
        }

        throw GitHubRefusalException.NotFound();
    }

    private MintedToken? Authenticate(HttpRequest request, GitHubRoute route, Exchange exchange)
    {
        var header = request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space].ToLowerInvariant();
        var credential = space < 0 ? string.Empty : header[(space + 1)..].Trim();
        if (header.Length == 0)
        {
            return route.Auth == GitHubAuth.Optional ? null
                : throw new GitHubRefusalException(401, route.Auth == GitHubAuth.App ? "A JSON web token could not be decoded" : "Requires authentication");
        }

        if (route.Auth == GitHubAuth.Client)
        {
            var client = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{state.Settings.ClientId}:{state.Settings.ClientSecret}"));
            return scheme == "basic" && credential == client ? null : throw GitHubRefusalException.NotFound();
        }

        if (scheme is not ("bearer" or "token"))
        {
            throw GitHubRefusalException.BadCredentials();
        }

        if (route.Auth == GitHubAuth.App)
        {
            return jwts.Problem(credential) is { } problem ? throw new GitHubRefusalException(401, problem) : null;
        }

        if (route.Auth == GitHubAuth.User)
        {
            exchange.User = state.Users.FindByToken(credential) ?? throw GitHubRefusalException.BadCredentials();
            return null;
        }

        var token = state.Tokens.Find(credential);
        exchange.Token = token?.Token;
        return token ?? throw GitHubRefusalException.BadCredentials();
    }

    private void RequireAccess(GitHubRoute route, Dictionary<string, string> values, MintedToken? token)
    {
        if (route.Auth != GitHubAuth.Installation || token is null)
        {
            return;
        }

        // A repository outside the token does not exist for it.
        if (values.TryGetValue("repo", out var name)
            && (state.FindRepository(values["owner"], name) is not { Seed.IsInstalled: true } repository || !token.Covers(repository.FullName)))
        {
            throw GitHubRefusalException.NotFound();
        }

        var allowed = route.AnyPermission.Length == 0 || route.AnyPermission.Any(need => token.Allows(need.Split('=')[0], need.Split('=')[1]));
        if (!allowed)
        {
            throw new GitHubRefusalException(403, "Resource not accessible by integration") { AcceptedPermissions = string.Join("; ", route.AnyPermission) };
        }
    }

    private static async Task<JsonObject> ReadBodyAsync(HttpRequest request, GitHubRoute route, Exchange exchange, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBody)
        {
            throw new GitHubRefusalException(413, "Payload too big");
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        exchange.BodyJson = text.Length == 0 ? null : text;
        if (text.Length == 0)
        {
            return route.RequiredFields.Length == 0 ? [] : throw new GitHubRefusalException(400, "Problems parsing JSON");
        }

        var body = WireJson.ParseObject(text) ?? throw new GitHubRefusalException(400, WireJson.Parse(text) is null ? "Problems parsing JSON" : "Body should be a JSON object");
        foreach (var (field, _) in body)
        {
            if (!route.BodyFields.Contains(field, StringComparer.Ordinal))
            {
                throw new GitHubRefusalException(422, $"Invalid request.\n\n\"{field}\" is not a permitted key.");
            }
        }

        var missing = route.RequiredFields.Where(field => !body.TryGetPropertyValue(field, out var value) || value is null).ToList();
        return missing.Count == 0 ? body : throw new GitHubRefusalException(422, $"Invalid request.\n\n\"{missing[0]}\" wasn't supplied.");
    }

    private static GitHubAnswer Failed(HttpContext context, Fault fault)
    {
        foreach (var (name, value) in fault.Headers)
        {
            context.Response.Headers[name] = value;
        }

        return fault.HttpStatus is 502 or 503 or 504
            ? new GitHubAnswer(fault.HttpStatus, null) { RawText = "<html><body><h1>Unicorn!</h1></body></html>" }
            : new GitHubAnswer(fault.HttpStatus, new GitHubRefusalException(fault.HttpStatus, fault.Error ?? "Server Error").ToBody());
    }

    private void CountAgainstLimit(HttpContext context)
    {
        var now = state.Time.GetUtcNow();
        var hour = now.ToUnixTimeSeconds() / 3600;
        var used = _used.AddOrUpdate(hour, 1, static (_, count) => count + 1);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = HourlyLimit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Used"] = used.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = Math.Max(0, HourlyLimit - used).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = ((hour + 1) * 3600).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Resource"] = "core";
        headers["X-GitHub-Request-Id"] = RandomText.Upper(24);
        headers["X-GitHub-Media-Type"] = "github.v3; format=json";
    }

    private static async Task WriteAsync(HttpContext context, GitHubAnswer answer, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Link is not null)
        {
            context.Response.Headers.Link = answer.Link;
        }

        if (answer.RawText is not null)
        {
            context.Response.ContentType = answer.Status >= 500 ? "text/html" : "application/vnd.github.diff; charset=utf-8";
            await context.Response.WriteAsync(answer.RawText, cancellationToken);
            return;
        }

        if (answer.Body is null)
        {
            return;
        }

        var text = answer.Body.ToJsonString();
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Method == "GET" && answer.Status == 200 && context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = WireJson.ContentType;
        await context.Response.WriteAsync(text, cancellationToken);
    }

    private sealed class Exchange(string name, string rawPath)
    {
        public string Name => name;

        public string RawPath => rawPath;

        public string? BodyJson { get; set; }

        public string? Token { get; set; }

        public SitePerson? User { get; set; }
    }
}
