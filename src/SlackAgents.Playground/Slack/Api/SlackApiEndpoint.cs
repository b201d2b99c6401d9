using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Installing;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary><c>POST /api/{method}</c>: faults, token, encoding, limits and scope in the order the service checks them, then the method itself.</summary>
internal sealed class SlackApiEndpoint(WorkspaceState state, FrozenDictionary<string, SlackMethod> methods, SlackApp app)
{
    public async Task AnswerAsync(HttpContext context, string methodName)
    {
        var cancellationToken = context.RequestAborted;
        var started = state.Time.GetTimestamp();
        var exchange = new SlackExchange(methodName, context.Request.ContentType ?? string.Empty);
        await state.Faults.WaitAsync(methodName, cancellationToken);
        var fault = state.Faults.Take(methodName);
        JsonObject body;
        try
        {
            body = fault is { AfterWork: false } ? [] : await CarryOutAsync(context, exchange, cancellationToken);
        }
        catch (SlackRefusalException refusal)
        {
            body = refusal.ToBody();
        }

        if (fault is not null)
        {
            context.Response.StatusCode = fault.HttpStatus;
            foreach (var (name, value) in fault.Headers)
            {
                context.Response.Headers[name] = value;
            }

            body = new JsonObject { ["ok"] = false, ["error"] = fault.Error ?? "internal_error" };
        }

        state.Requests.Add(new SlackRequest(
            methodName, exchange.Arguments.ToJsonString(), exchange.ContentType, context.Response.StatusCode, body.Text("error"),
            state.Time.GetUtcNow(), state.Time.GetElapsedTime(started)));
        state.Changed.Raise();
        await WriteAsync(context, body, fault, cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, JsonObject body, Faults.Fault? fault, CancellationToken cancellationToken)
    {
        if (fault is { HttpStatus: >= 500 })
        {
            // An outage answers with a page, not with JSON: clients have to survive that.
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html><body>Something went wrong.</body></html>", cancellationToken);
            return;
        }

        context.Response.ContentType = WireJson.ContentType;
        await context.Response.WriteAsync(body.ToJsonString(), cancellationToken);
    }

    private async Task<JsonObject> CarryOutAsync(HttpContext context, SlackExchange exchange, CancellationToken cancellationToken)
    {
        var method = methods.GetValueOrDefault(exchange.Method)
            ?? throw new SlackRefusalException("unknown_method") { Extra = new JsonObject { ["req_method"] = exchange.Method } };
        var arguments = await SlackRequestReader.ReadAsync(context.Request, method, cancellationToken);
        var token = SlackRequestReader.Token(context.Request, arguments);
        arguments.Remove("token");
        exchange.Arguments = (JsonObject)arguments.DeepClone();
        Authenticate(context.Response, method, token);
        if (state.RateGate.Admit(method, arguments.Text("channel")) is { } wait)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new SlackRefusalException("ratelimited");
        }

        var call = new SlackCall(arguments, state);
        if (method.AnyScope.Count > 0)
        {
            call.RequireScope([.. method.AnyScope]);
        }

        RequireArguments(method, arguments);
        var answer = method.Answer(call);
        answer.Insert(0, "ok", true);
        WarnAboutCharset(context.Request, answer);
        return answer;
    }

    private void Authenticate(HttpResponse response, SlackMethod method, string? token)
    {
        if (method.Token == SlackTokenKind.None)
        {
            return;
        }

        if (string.IsNullOrEmpty(token))
        {
            throw new SlackRefusalException("not_authed");
        }

        var expected = TokenFor(method.Token);
        if (token != expected)
        {
            var isOther = new[] { SlackTokenKind.Bot, SlackTokenKind.App, SlackTokenKind.Configuration }.Any(kind => token == TokenFor(kind));
            throw new SlackRefusalException(state.RevokedTokens.Contains(token) ? "token_revoked" : isOther ? "not_allowed_token_type" : "invalid_auth");
        }

        if (state.RevokedTokens.Contains(token))
        {
            throw new SlackRefusalException("token_revoked");
        }

        response.Headers["X-OAuth-Scopes"] = method.Token == SlackTokenKind.App ? "connections:write" : string.Join(',', state.BotScopes);
        response.Headers["X-Accepted-OAuth-Scopes"] = string.Join(',', method.AnyScope);
    }

    private string? TokenFor(SlackTokenKind kind) => kind switch
    {
        SlackTokenKind.App => state.AppToken,
        SlackTokenKind.Configuration => app.ConfigurationToken,
        _ => state.IsInstalled || state.RevokedTokens.Contains(state.BotToken) ? state.BotToken : null,
    };

    private static void RequireArguments(SlackMethod method, JsonObject arguments)
    {
        var missing = method.Required.Where(name => !arguments.TryGetPropertyValue(name, out var value) || value is null || arguments.Text(name) is "").ToList();
        if (missing.Count > 0)
        {
            throw new SlackRefusalException("invalid_arguments", [.. missing.Select(name => $"[ERROR] missing required field: {name}")]);
        }
    }

    private static void WarnAboutCharset(HttpRequest request, JsonObject answer)
    {
        if (request.ContentType is { } type && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase))
        {
            answer["warning"] = "missing_charset";
            var metadata = answer.Child("response_metadata") ?? [];
            metadata["warnings"] = new JsonArray("missing_charset");
            if (metadata.Parent is null)
            {
                answer["response_metadata"] = metadata;
            }
        }
    }

    private sealed class SlackExchange(string method, string contentType)
    {
        public string Method { get; } = method;

        public string ContentType { get; } = contentType;

        public JsonObject Arguments { get; set; } = [];
    }
}
