using System.Runtime.InteropServices;

namespace SlackAgents.Core.Traces;

/// <summary>
/// The part of a record that the timeline is built from: a few numbers, so that 200,000 of them fit into a phone. The
/// viewer computes the same for records that come live or from a file (<c>src/viewer/src/trace/rowOf.ts</c>), and
/// <c>src/viewer/tests/fixtures/rows.json</c> holds both to one result.
/// </summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Call">
/// What rows of one thing have in common (<see cref="HashOf"/>): the id of a tool call (its call, result and changes), of a
/// question and its reply, of a message and what became of it, or of a step and its end. 0 for none.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TraceRow(long Sequence, int Turn, long At, TraceCategory Category, TraceFlags Flags, uint Call)
{
    public static TraceRow Of(long sequence, TraceEntry entry) => new(
        sequence,
        entry.Turn,
        entry.At.ToUnixTimeMilliseconds(),
        CategoryOf(entry.Event),
        BadOf(entry.Event) | RefusedOf(entry.Event) | OtherFlagsOf(entry.Event),
        HashOf(IdOf(entry.Event)));

    public static TraceRow Of(TraceRecord record) => Of(record.Sequence, new TraceEntry(record.Turn, record.At, record.Event));

    /// <summary>FNV-1a, 32 bits, over the UTF-16 code units, low byte first; never 0 for an id.</summary>
    public static uint HashOf(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return 0;
        }

        const uint Prime = 0x01000193;
        var hash = 0x811c9dc5u;
        foreach (var unit in id)
        {
            hash = unchecked((hash ^ (unit & 0xffu)) * Prime);
            hash = unchecked((hash ^ ((uint)unit >> 8)) * Prime);
        }

        return hash == 0 ? 1 : hash;
    }

    private static TraceCategory CategoryOf(TraceEvent what) => what switch
    {
        PromptEvent => TraceCategory.Message,
        TextEvent => TraceCategory.Text,
        ThinkingEvent => TraceCategory.Thinking,
        ToolCallEvent call => ToolCategories.Of(call.Tool),
        ToolResultEvent => TraceCategory.Result,
        FileChangeEvent => TraceCategory.Change,
        TodoEvent => TraceCategory.Plan,
        AnswerEvent => TraceCategory.Answer,
        SteeringEvent => TraceCategory.Steering,
        QuestionEvent or ReplyEvent => TraceCategory.Question,
        StateEvent or StepEvent => TraceCategory.Step,
        ModelCallEvent => TraceCategory.Model,
        WebRequestEvent => TraceCategory.Web,
        GitRequestEvent or PushEvent or TokenEvent => TraceCategory.Git,
        ToolServerEvent => TraceCategory.Tools,
        AccessEvent => TraceCategory.Access,
        UsageEvent => TraceCategory.Usage,
        RetryEvent => TraceCategory.Retry,
        NoticeEvent => TraceCategory.Notice,
        ErrorEvent => TraceCategory.Error,
        SessionEvent => TraceCategory.Session,
        _ => TraceCategory.Unknown,
    };

    private static TraceFlags BadOf(TraceEvent what) => what switch
    {
        ToolResultEvent result => result.IsError || result.ExitCode is not (null or 0),
        ErrorEvent => true,
        StepEvent step => step.State is "failed",
        StateEvent state => state.To is "Failed",
        ModelCallEvent call => call.Status >= 400 || call.Cut is true,
        PushEvent push => push.Verdict is "failed",
        ToolServerEvent request => request.Verdict is "failed",
        _ => false,
    } ? TraceFlags.Bad : TraceFlags.None;

    private static TraceFlags RefusedOf(TraceEvent what) => what switch
    {
        SteeringEvent steering => steering.State,
        WebRequestEvent request => request.Verdict,
        GitRequestEvent request => request.Verdict,
        ToolServerEvent request => request.Verdict,
        PushEvent push => push.Verdict,
        AccessEvent access => access.Verdict,
        _ => null,
    } is "refused" or "rejected" or "denied" ? TraceFlags.Refused : TraceFlags.None;

    private static TraceFlags OtherFlagsOf(TraceEvent what) => what switch
    {
        TextEvent { Partial: true } or ThinkingEvent { Partial: true } => TraceFlags.Partial,
        NoticeEvent { Topic: "repeated" or "prompt_receipt" } => TraceFlags.Hidden,
        NoticeEvent { Topic: "stderr" } => TraceFlags.Aside,
        ModelCallEvent or WebRequestEvent or GitRequestEvent or ToolServerEvent or PushEvent or TokenEvent or AccessEvent or SteeringEvent => TraceFlags.Aside,
        _ => TraceFlags.None,
    };

    private static string? IdOf(TraceEvent what) => what switch
    {
        ToolCallEvent call => call.CallId,
        ToolResultEvent result => result.CallId,
        FileChangeEvent change => change.CallId,
        QuestionEvent question => question.QuestionId,
        ReplyEvent reply => reply.QuestionId,
        PromptEvent prompt => prompt.MessageId,
        SteeringEvent steering => steering.MessageId,
        StepEvent step => step.Step,
        _ => null,
    };
}
