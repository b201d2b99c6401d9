using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>A model behind the Anthropic Messages API that answers by script. docs.anthropic.com/en/api/messages</summary>
internal sealed class ScriptedModel(ModelSettings settings, TimeProvider time)
{
    private readonly ScriptPlayer _player = new();
    private readonly KeyFaults _faults = new();
    private readonly ChangeSignal _changed = new();
    private readonly RecordLog<ModelRequest> _requests = new(2_000);

    /// <summary>The key it accepts, besides <c>fake-…</c>.</summary>
    public string ApiKey { get; } = settings.ApiKey ?? "sk-ant-" + "playground-" + RandomText.Mixed(40);

    /// <summary>Requests so far, oldest first; a request is recorded when it arrives.</summary>
    public IReadOnlyList<ModelRequest> Requests => _requests.Snapshot;

    /// <summary>Requests that continued a conversation, without titles and other side work.</summary>
    public IReadOnlyList<ModelRequest> TaskRequests => [.. Requests.Where(request => request.Path.EndsWith("/messages", StringComparison.Ordinal) && request.Scenario is not (ScriptPlayer.Side or ""))];

    /// <summary>The scenario for prompts without a marker; null lets the sample agent work.</summary>
    public string? DefaultScenario
    {
        get => _player.DefaultScenario;
        set => _player.DefaultScenario = value;
    }

    /// <summary>Wait between the chunks of every streamed answer.</summary>
    public TimeSpan ChunkGap { get; set; } = settings.ChunkGap;

    /// <summary>Adds or replaces the scenario that <c>[[fake:name]]</c> picks.</summary>
    public void Script(string name, params ModelStep[] steps) => _player.Define(name, steps);

    public Task<ModelRequest> WaitForRequestAsync(Func<ModelRequest, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        _changed.UntilAsync(() => Requests.FirstOrDefault(predicate), timeout, () => $"{Requests.Count} requests came.", cancellationToken);

    public void Map(WebApplication app)
    {
        app.MapPost("/v1/messages", AnswerAsync);
        app.MapPost("/v1/messages/count_tokens", CountAsync);
        app.MapGet("/v1/models", ModelsAsync);
        app.MapMethods("/", ["HEAD"], () => Results.Ok());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var text = await ReadAsync(context.Request, cancellationToken);
        var body = WireJson.ParseObject(text);
        var key = Key(context.Request);
        var conversation = body is null ? null : Conversation.Read(body);
        var (scenario, turn, step) = conversation is null ? (string.Empty, 0, ModelStep.Fail(400)) : _player.Next(conversation);
        var status = Refusal(key, context.Request, body) ?? step.Error ?? StatusCodes.Status200OK;
        Record(context.Request, key, text, scenario, turn, KeyFaults.Hangs(key) ? 0 : status);
        if (KeyFaults.Hangs(key))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        if (step.Delay > TimeSpan.Zero)
        {
            await Task.Delay(step.Delay, time, cancellationToken);
        }

        if (status != StatusCodes.Status200OK)
        {
            await FailAsync(context.Response, status, cancellationToken);
            return;
        }

        await WriteAsync(context, conversation!, step, key);
    }

    private async Task WriteAsync(HttpContext context, Conversation conversation, ModelStep step, string key)
    {
        var cancellationToken = context.RequestAborted;
        var calls = ToolMapper.Calls(conversation, step);
        var usage = step.Usage ?? new ModelUsage(conversation.Body.ToJsonString().Length / 4, 1 + ((step.Text?.Length ?? 0) + calls.Sum(call => call.InputJson.Length)) / 4);
        var message = AnswerWriter.Message(conversation.Body.Text("model"), step, calls, usage);
        var writer = new AnswerWriter(context.Response, time);
        context.Response.Headers["request-id"] = "req_" + RandomText.Mixed(24);
        if (!conversation.Body.Flag("stream"))
        {
            await writer.WholeAsync(message, cancellationToken);
        }
        else if (!await writer.StreamAsync(message, step.Gap ?? ChunkGap, KeyFaults.Cuts(key) ? 0 : step.CutAfter, cancellationToken))
        {
            context.Abort();
        }
    }

    /// <summary>The status a request is refused with before any scenario is looked at.</summary>
    private int? Refusal(string key, HttpRequest request, JsonObject? body)
    {
        if (_faults.Status(key) is { } status)
        {
            return status;
        }

        if (key != ApiKey && !key.StartsWith("fake-", StringComparison.Ordinal))
        {
            return StatusCodes.Status401Unauthorized;
        }

        var isComplete = body?.Text("model") is not null && body.Number("max_tokens") is > 0 && body.List("messages") is { Count: > 0 };
        return isComplete && request.Headers.ContainsKey("anthropic-version") ? null : StatusCodes.Status400BadRequest;
    }

    private async Task CountAsync(HttpContext context)
    {
        var text = await ReadAsync(context.Request, context.RequestAborted);
        Record(context.Request, Key(context.Request), text, string.Empty, 0, StatusCodes.Status200OK);
        await context.Response.WriteAsJsonAsync(new JsonObject { ["input_tokens"] = text.Length / 4 }, context.RequestAborted);
    }

    private Task ModelsAsync(HttpContext context)
    {
        Record(context.Request, Key(context.Request), "{}", string.Empty, 0, StatusCodes.Status200OK);
        var models = new JsonArray(new JsonObject { ["type"] = "model", ["id"] = "claude-sonnet-4-5", ["display_name"] = "Scripted model", ["created_at"] = "2026-01-01T00:00:00Z" });
        return context.Response.WriteAsJsonAsync(new JsonObject { ["data"] = models, ["has_more"] = false, ["first_id"] = "claude-sonnet-4-5", ["last_id"] = "claude-sonnet-4-5" }, context.RequestAborted);
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static string Key(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        return request.Headers["x-api-key"].ToString() is { Length: > 0 } key ? key
            : bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..] : string.Empty;
    }

    private void Record(HttpRequest request, string key, string body, string scenario, int turn, int status)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Add(new ModelRequest(request.Method, request.Path, key, headers, body, scenario, turn, status, time.GetUtcNow()));
        _changed.Raise();
    }

    private Task FailAsync(HttpResponse response, int status, CancellationToken cancellationToken)
    {
        var (type, message) = status switch
        {
            400 => ("invalid_request_error", "The request is not a valid Messages request."),
            401 => ("authentication_error", "invalid x-api-key"),
            402 => ("billing_error", "Your credit balance is too low to access the API."),
            403 => ("permission_error", "Your API key does not have permission to use the specified resource."),
            429 => ("rate_limit_error", "This request would exceed your rate limit."),
            529 => ("overloaded_error", "Overloaded"),
            _ => ("api_error", "Internal server error"),
        };
        if (status is 429 or 529)
        {
            response.Headers.RetryAfter = settings.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        response.StatusCode = status;
        response.ContentType = "application/json";
        var body = new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = type, ["message"] = message },
            ["request_id"] = "req_" + RandomText.Mixed(24),
        };
        return response.WriteAsync(body.ToJsonString(), cancellationToken);
    }
}
