using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Model.Formats;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>A model that answers by script, behind the APIs of several vendors on one address: their paths differ.</summary>
internal sealed class ScriptedModel(ModelSettings settings, TimeProvider time)
{
    private static readonly AnthropicFormat Anthropic = new();
    private static readonly OpenAIResponsesFormat Responses = new();
    private static readonly OpenAIChatFormat Chat = new();
    private static readonly GeminiFormat Gemini = new();

    private readonly ScriptPlayer _player = new();
    private readonly KeyFaults _keyFaults = new();
    private readonly PlannedFaults _planned = new();
    private readonly ChangeSignal _changed = new();
    private readonly RecordLog<ModelRequest> _requests = new(2_000);

    /// <summary>The key it accepts in every format, besides <c>fake-…</c>.</summary>
    public string ApiKey { get; } = settings.ApiKey ?? "sk-ant-" + "playground-" + RandomText.Mixed(40);

    /// <summary>Requests so far, oldest first; a request is recorded when it arrives.</summary>
    public IReadOnlyList<ModelRequest> Requests => _requests.Snapshot;

    /// <summary>Requests that continued a conversation, without titles and other side work.</summary>
    public IReadOnlyList<ModelRequest> TaskRequests => [.. Requests.Where(request => request.Scenario is not (ScriptPlayer.Side or ""))];

    /// <summary>The scenario for prompts without a marker; null lets the sample agent work.</summary>
    public string? DefaultScenario
    {
        get => _player.DefaultScenario;
        set => _player.DefaultScenario = value;
    }

    /// <summary>Wait between the chunks of every streamed answer.</summary>
    public TimeSpan ChunkGap { get; set; } = settings.ChunkGap;

    /// <summary>Faults that were lined up and have not come yet.</summary>
    public int FaultsLeft => _planned.Left;

    /// <summary>Adds or replaces the scenario that <c>[[fake:name]]</c> picks.</summary>
    public void Script(string name, params ModelStep[] steps) => _player.Define(name, steps);

    /// <summary>The next requests of a task are refused with this status, whatever key they come with. Side requests pass.</summary>
    public void FailNext(int status, int times = 1) => _planned.Add(new ModelFault(status), times);

    /// <summary>The answers to the next requests of a task break off.</summary>
    public void CutNext(int times = 1) => _planned.Add(new ModelFault { Cuts = true }, times);

    /// <summary>The next requests of a task are never answered.</summary>
    public void HangNext(int times = 1) => _planned.Add(new ModelFault { Hangs = true }, times);

    /// <summary>Forgets the faults that have not come yet.</summary>
    public void ClearFaults() => _planned.Clear();

    public Task<ModelRequest> WaitForRequestAsync(Func<ModelRequest, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        _changed.UntilAsync(() => Requests.FirstOrDefault(predicate), timeout, () => $"{Requests.Count} requests came.", cancellationToken);

    public void Map(WebApplication app)
    {
        app.MapPost("/v1/messages", (HttpContext context) => AnswerAsync(context, Anthropic));
        app.MapPost("/v1/messages/count_tokens", (HttpContext context) => CountAsync(context, Anthropic));
        app.MapPost("/v1/responses", (HttpContext context) => AnswerAsync(context, Responses));
        app.MapPost("/v1/responses/input_tokens", (HttpContext context) => CountAsync(context, Responses));
        app.MapPost("/v1/chat/completions", (HttpContext context) => AnswerAsync(context, Chat));
        app.MapGet("/v1/models/{id?}", (HttpContext context, string? id) => ModelsAsync(context, Asker(context.Request), id));
        app.MapGet("/v1beta/models/{id?}", (HttpContext context, string? id) => ModelsAsync(context, Gemini, id));
        app.MapPost("/v1/models/{call}", (HttpContext context, string call) => GeminiAsync(context, call));
        app.MapPost("/v1beta/models/{call}", (HttpContext context, string call) => GeminiAsync(context, call));

        app.MapMethods("/", ["HEAD"], () => Results.Ok());
    }

    /// <summary>All vendors list their models at the same path; what else a request carries tells whose client it is.</summary>
    private static IModelFormat Asker(HttpRequest request) =>
        request.Headers.ContainsKey("anthropic-version") ? Anthropic
        : request.Headers.ContainsKey("x-goog-api-key") || request.Query.ContainsKey("key") ? Gemini
        : Responses;

    private Task GeminiAsync(HttpContext context, string call) => call.Split(':') switch
    {
        [_, "generateContent" or "streamGenerateContent"] => AnswerAsync(context, Gemini),
        [_, "countTokens"] => CountAsync(context, Gemini),
        _ => RefuseAsync(context, Gemini, new ModelFailure(StatusCodes.Status404NotFound, settings.RetryAfterSeconds)),
    };

    private async Task AnswerAsync(HttpContext context, IModelFormat format)
    {
        var text = await ReadAsync(context);
        var key = format.Key(context.Request);
        var call = WireJson.ParseObject(text) is { } body ? new ModelCall(context.Request.Path, context.Request.Query, context.Request.Headers, body) : null;
        var conversation = call is null ? null : format.Read(call);
        var (scenario, turn, step) = conversation is null ? (string.Empty, 0, ModelStep.Fail(StatusCodes.Status400BadRequest)) : _player.Next(conversation);
        var (fault, failure) = Judge(key, scenario, step, call is null ? "The body is not valid JSON." : format.Problem(call));
        Record(context.Request, format, key, text, failure, fault, (scenario, turn));
        if (fault.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
        }

        if (step.Delay > TimeSpan.Zero)
        {
            await Task.Delay(step.Delay, time, context.RequestAborted);
        }

        await (failure is not null ? RefuseAsync(context, format, failure) : SendAsync(context, format, call!, Answer(format, call!, conversation!, step, text.Length), fault.Cuts ? step with { CutAfter = 0 } : step));
    }

    /// <summary>What goes wrong on purpose, and what the request is refused for.</summary>
    private (ModelFault Fault, ModelFailure? Failure) Judge(string key, string scenario, ModelStep step, string? problem)
    {
        var fault = _keyFaults.Next(key);
        var isKnown = key == ApiKey || key.StartsWith("fake-", StringComparison.Ordinal);
        if (fault == ModelFault.None && isKnown && problem is null && scenario is not (ScriptPlayer.Side or ""))
        {
            fault = _planned.Next();
        }

        var status = fault.Status ?? (isKnown ? problem is null ? step.Error : StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized);
        return (fault, status is { } refused ? new ModelFailure(refused, settings.RetryAfterSeconds, refused == StatusCodes.Status400BadRequest ? problem : null) : null);
    }

    private ModelAnswer Answer(IModelFormat format, ModelCall call, Conversation conversation, ModelStep step, int length)
    {
        var calls = ToolMapper.Calls(conversation, step);

        // A search for a tool is asked without the step's own words: they come with the step, next time.
        var isSearch = calls.Count > 0 && calls.All(ToolFinder.IsSearch);
        var (text, thinking) = isSearch ? (null, null) : (step.Text, step.Thinking);
        var thought = (thinking?.Length ?? 0) / 4;
        var usage = step.Usage ?? new ModelUsage(length / 4, 1 + thought + ((text?.Length ?? 0) + calls.Sum(one => one.InputJson.Length)) / 4, Thinking: thought);
        return new ModelAnswer(format.Model(call), usage) { Text = text, Thinking = thinking, Calls = calls, At = time.GetUtcNow() };
    }

    private Task SendAsync(HttpContext context, IModelFormat format, ModelCall call, ModelAnswer answer, ModelStep step)
    {
        format.PutHeaders(context.Response.Headers, null);
        var stream = new AnswerStream(context, time);
        return format.WantsStream(call)
            ? stream.StreamAsync(format.StreamType(call), format.Stream(call, answer), step.Gap ?? ChunkGap, step.CutAfter)
            : stream.WholeAsync(format.Whole(call, answer), isCut: step.CutAfter is not null);
    }

    private async Task CountAsync(HttpContext context, IModelFormat format)
    {
        var text = await ReadAsync(context);
        var key = format.Key(context.Request);
        var (fault, failure) = Judge(key, string.Empty, ModelStep.Say(string.Empty), problem: null);
        Record(context.Request, format, key, text, failure, fault, (string.Empty, 0));
        await (failure is not null ? RefuseAsync(context, format, failure) : context.Response.WriteAsJsonAsync(format.Count(text.Length / 4), context.RequestAborted));
    }

    private Task ModelsAsync(HttpContext context, IModelFormat format, string? id)
    {
        var key = format.Key(context.Request);
        var (fault, failure) = Judge(key, string.Empty, ModelStep.Say(string.Empty), problem: null);
        Record(context.Request, format, key, "{}", failure, fault, (string.Empty, 0));
        return failure is not null ? RefuseAsync(context, format, failure) : context.Response.WriteAsJsonAsync(format.Models(id), context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, IModelFormat format, ModelFailure failure)
    {
        format.PutHeaders(context.Response.Headers, failure);
        context.Response.StatusCode = failure.Status;
        return new AnswerStream(context, TimeProvider.System).WholeAsync(format.Failure(failure), isCut: false);
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private void Record(HttpRequest request, IModelFormat format, string key, string body, ModelFailure? failure, ModelFault fault, (string Scenario, int Turn) played)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var status = fault.Hangs ? 0 : failure?.Status ?? StatusCodes.Status200OK;
        _requests.Add(new ModelRequest(format.Name, request.Method, request.Path, key, headers, body, played.Scenario, played.Turn, status, time.GetUtcNow()) { Problem = failure?.Message });
        _changed.Raise();
    }
}
