using System.Globalization;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Telemetry;

/// <summary>
/// Makes the spans of one turn from its records, by OpenTelemetry's conventions for generative AI
/// (opentelemetry.io/docs/specs/semconv/gen-ai): the turn is an agent that was invoked, below it are its calls of models
/// and tools; steps of the run's life stand beside the turn, below the run.
/// </summary>
internal sealed class TurnSpans(Run run, Turn turn, bool captureContent)
{
    internal const int MostSpans = 20_000;
    private const int MostEvents = 128;

    private readonly SpanContent _content = new(captureContent);
    private readonly List<Span> _spans = [];
    private readonly List<SpanEvent> _events = [];
    private readonly Dictionary<string, (long Sequence, DateTimeOffset At, ToolCallEvent Call)> _open = new(StringComparer.Ordinal);
    private DateTimeOffset? _begin;
    private DateTimeOffset _end;
    private RunUsage _usage = RunUsage.None;
    private string? _error;
    private string? _answer;
    private string? _session;
    private long _leftOut;

    /// <summary>Something of the agent happened: the turn goes from the first to the last of these.</summary>
    public void See(DateTimeOffset at)
    {
        _begin = _begin < at ? _begin : at;
        _end = _end > at ? _end : at;
    }

    /// <summary>Records in their order.</summary>
    public void Take(TraceRecord record)
    {
        switch (record.Event)
        {
            case ToolCallEvent call:
                _open.TryAdd(call.CallId, (record.Sequence, record.At, call));
                break;
            case ToolResultEvent result when _open.Remove(result.CallId, out var open):
                Add(Tool(open, record.At, result));
                break;
            case ModelCallEvent call:
                Add(Chat(record, call));
                break;
            case StepEvent { State: "completed" or "failed", Milliseconds: { } milliseconds } step:
                Add(Step(record, step, milliseconds));
                break;
            case SessionEvent session:
                _session = session.SessionId;
                break;
            case AnswerEvent answer:
                _answer = answer.Text;
                break;
            case ErrorEvent error:
                _error = error.Code;
                Note(record, "slackagents.error", [new("error.type", error.Code), .. _content.Of("slackagents.message", error.Message)]);
                break;
            default:
                TakeNote(record);
                break;
        }
    }

    /// <param name="isFirst">The run's first turn that is told of brings the run itself.</param>
    public IReadOnlyList<Span> End(bool isFirst)
    {
        foreach (var open in _open.Values.OrderBy(open => open.Sequence))
        {
            Add(Tool(open, _end > open.At ? _end : open.At, result: null));
        }

        return [.. isFirst ? new[] { Root() } : [], Turn(), .. _spans];
    }

    private void TakeNote(TraceRecord record)
    {
        switch (record.Event)
        {
            case RetryEvent retry:
                Note(record, "slackagents.retry", [new("slackagents.attempt", (long)retry.Attempt), .. retry.HttpStatus is { } status ? [new SpanAttribute("http.response.status_code", (long)status)] : Array.Empty<SpanAttribute>()]);
                break;
            case WebRequestEvent { Verdict: "refused" } request:
                Note(record, "slackagents.web_request", [new("slackagents.verdict", request.Verdict), .. _content.Of("slackagents.target", request.Target)]);
                break;
            case PushEvent push:
                Note(record, "slackagents.push", [new("slackagents.stage", push.Stage), new("slackagents.verdict", push.Verdict), .. push.NewSha is { } sha ? [new SpanAttribute("vcs.ref.head.revision", sha)] : Array.Empty<SpanAttribute>()]);
                break;
            case QuestionEvent question:
                Note(record, "slackagents.question", [new("slackagents.question.id", question.QuestionId), .. _content.Of("slackagents.message", question.Text)]);
                break;
            case ReplyEvent reply:
                Note(record, "slackagents.reply", [new("slackagents.question.id", reply.QuestionId), new("slackagents.verdict", reply.State), .. _content.Of("slackagents.message", reply.Text)]);
                break;
            default:
                break;
        }
    }

    private void Note(TraceRecord record, string name, IReadOnlyList<SpanAttribute> attributes)
    {
        if (_events.Count < MostEvents)
        {
            _events.Add(new SpanEvent(name, record.At, attributes));
        }
    }

    private void Add(Span span)
    {
        if (_spans.Count < MostSpans)
        {
            _spans.Add(span);
        }
        else
        {
            _leftOut++;
        }
    }

    private Span Root() => new(
        SpanIds.Trace(run.Id),
        SpanIds.Root(run.Id),
        ParentId: null,
        "slackagents.run",
        SpanKind.Internal,
        run.CreatedAt,
        Later(turn.EndedAt ?? _end, run.CreatedAt),
        [
            new("slackagents.run.id", run.Id.Value),
            new("slackagents.surface", run.Surface.ToString()),
            new("slackagents.harness", run.Harness),
            new("vcs.repository.name", run.Repository.ToString()),
            new("vcs.ref.head.name", run.Branch),
            new("user.id", run.Requester.Person.User),
        ],
        [],
        Error: null);

    private Span Turn()
    {
        var start = _begin ?? turn.StartedAt ?? turn.CreatedAt;
        var error = Failed() ? turn.Reason?.ToString() ?? _error : null;
        return new Span(
            SpanIds.Trace(run.Id),
            SpanIds.Turn(run.Id, turn.Number),
            SpanIds.Root(run.Id),
            $"invoke_agent {run.Harness}",
            SpanKind.Internal,
            start,
            Later(_end, start),
            [
                new("gen_ai.operation.name", "invoke_agent"),
                new("gen_ai.provider.name", Provider(run.Provider)),
                new("gen_ai.agent.name", run.Harness),
                new("gen_ai.conversation.id", run.Id.Value),
                new("gen_ai.request.model", run.Model),
                .. Usage(_usage.InputTokens + _usage.CachedInputTokens, _usage.CachedInputTokens, _usage.OutputTokens),
                new("slackagents.run.id", run.Id.Value),
                new("slackagents.turn", (long)turn.Number),
                new("slackagents.cost_usd", (double)_usage.CostUsd),
                .. _session is { } session ? [new SpanAttribute("slackagents.session.id", session)] : Array.Empty<SpanAttribute>(),
                .. turn.Reason is { } reason ? [new SpanAttribute("slackagents.reason", reason.ToString())] : Array.Empty<SpanAttribute>(),
                .. _leftOut > 0 ? [new SpanAttribute("slackagents.spans_left_out", _leftOut)] : Array.Empty<SpanAttribute>(),
                .. error is null ? Array.Empty<SpanAttribute>() : [new SpanAttribute("error.type", error)],
                .. _content.Message("gen_ai.input.messages", "user", turn.Prompt, finish: null),
                .. _content.Message("gen_ai.output.messages", "assistant", _answer, error is null ? "stop" : "error"),
            ],
            _events,
            error is null ? null : turn.Reason is { } code ? ReasonCatalog.Of(code).Sentence : error);
    }

    private bool Failed() => turn.Reason is not (null or ReasonCode.Completed or ReasonCode.CompletedWithoutChanges or ReasonCode.StoppedByPerson or ReasonCode.InterruptedByReply or ReasonCode.Replaced or ReasonCode.ApprovalNeeded);

    private Span Tool((long Sequence, DateTimeOffset At, ToolCallEvent Call) open, DateTimeOffset end, ToolResultEvent? result)
    {
        var error = result switch
        {
            null => "no_result",
            { ExitCode: { } failure and not 0 } => string.Create(CultureInfo.InvariantCulture, $"exit_{failure}"),
            { IsError: true } => "tool_error",
            _ => null,
        };
        return new Span(
            SpanIds.Trace(run.Id),
            SpanIds.Record(run.Id, open.Sequence),
            SpanIds.Turn(run.Id, turn.Number),
            $"execute_tool {open.Call.Tool}",
            SpanKind.Internal,
            open.At,
            Later(end, open.At),
            [
                new("gen_ai.operation.name", "execute_tool"),
                new("gen_ai.tool.name", open.Call.Tool),
                new("gen_ai.tool.call.id", open.Call.CallId),
                new("gen_ai.tool.type", "function"),
                new("gen_ai.conversation.id", run.Id.Value),
                .. result?.ExitCode is { } code ? [new SpanAttribute("process.exit.code", (long)code)] : Array.Empty<SpanAttribute>(),
                .. error is null ? Array.Empty<SpanAttribute>() : [new SpanAttribute("error.type", error)],
                .. _content.Of("gen_ai.tool.call.arguments", open.Call.Input),
                .. _content.Of("gen_ai.tool.call.result", result?.Output),
            ],
            [],
            error);
    }

    private Span Chat(TraceRecord record, ModelCallEvent call)
    {
        _usage = new RunUsage(
            _usage.InputTokens + call.InputTokens + call.CacheWriteTokens, _usage.CachedInputTokens + call.CachedInputTokens, _usage.OutputTokens + call.OutputTokens, _usage.CostUsd + call.CostUsd, 0);
        var error = call.Status >= 400 ? call.Status.ToString(CultureInfo.InvariantCulture) : call.Cut is true ? "cut" : null;
        return new Span(
            SpanIds.Trace(run.Id),
            SpanIds.Record(run.Id, record.Sequence),
            SpanIds.Turn(run.Id, turn.Number),
            call.Model is { } name ? $"chat {name}" : "chat",
            SpanKind.Client,
            Before(record.At, call.Milliseconds),
            record.At,
            [
                new("gen_ai.operation.name", "chat"),
                new("gen_ai.provider.name", Provider(call.Provider)),
                new("gen_ai.conversation.id", run.Id.Value),
                .. call.Model is { } model ? [new SpanAttribute("gen_ai.request.model", model)] : Array.Empty<SpanAttribute>(),
                .. Usage(call.InputTokens + call.CachedInputTokens + call.CacheWriteTokens, call.CachedInputTokens, call.OutputTokens),
                new("gen_ai.usage.cache_creation.input_tokens", call.CacheWriteTokens),
                new("http.response.status_code", (long)call.Status),
                new("slackagents.cost_usd", (double)call.CostUsd),
                .. call.RequestId is { } request ? [new SpanAttribute("slackagents.request.id", request)] : Array.Empty<SpanAttribute>(),
                .. error is null ? Array.Empty<SpanAttribute>() : [new SpanAttribute("error.type", error)],
            ],
            [],
            error);
    }

    private Span Step(TraceRecord record, StepEvent step, double milliseconds) => new(
        SpanIds.Trace(run.Id),
        SpanIds.Record(run.Id, record.Sequence),
        SpanIds.Root(run.Id),
        $"slackagents.step {step.Step}",
        SpanKind.Internal,
        Before(record.At, milliseconds),
        record.At,
        [
            new("slackagents.run.id", run.Id.Value),
            new("slackagents.turn", (long)turn.Number),
            new("slackagents.step", step.Step),
            .. step.State is "failed" ? [new SpanAttribute("error.type", "step_failed")] : Array.Empty<SpanAttribute>(),
            .. _content.Of("slackagents.detail", step.Detail),
        ],
        [],
        step.State is "failed" ? "step_failed" : null);

    /// <summary>The conventions count cached tokens as tokens that went in.</summary>
    private static SpanAttribute[] Usage(long input, long cached, long output) =>
        [new("gen_ai.usage.input_tokens", input), new("gen_ai.usage.cache_read.input_tokens", cached), new("gen_ai.usage.output_tokens", output)];

    /// <summary>As the conventions name providers; others keep the name that they have in the configuration.</summary>
    private static string Provider(string name) => name switch
    {
        "gemini" => "gcp.gemini",
        "mistral" => "mistral_ai",
        "xai" => "x_ai",
        _ => name,
    };

    private static DateTimeOffset Before(DateTimeOffset end, double milliseconds) =>
        double.IsFinite(milliseconds) && milliseconds > 0 ? end - TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.FromDays(1).TotalMilliseconds)) : end;

    private static DateTimeOffset Later(DateTimeOffset end, DateTimeOffset start) => end > start ? end : start;
}
