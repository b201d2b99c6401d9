using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs;

/// <summary>Writes into a run's trace what people did to it besides talking to its agent, and what they were not allowed to.</summary>
internal sealed class RunAudit(TraceWriter trace, TimeProvider time)
{
    /// <param name="action">What it was, in one or two words.</param>
    /// <param name="detail">What came of it; null where the word says it all.</param>
    /// <param name="key">Of the request: handled again, it is not told again.</param>
    public void Did(Run run, Requester who, string action, string? detail, string key) => Write(run, who, action, "allowed", detail, key);

    /// <param name="sentence">What the person was told.</param>
    /// <inheritdoc cref="Did"/>
    public void Refused(Run run, Requester who, string action, string sentence, string key) => Write(run, who, action, "refused", sentence, key);

    private void Write(Run run, Requester who, string action, string verdict, string? reason, string key) =>
        trace.Write(run.Id, new TraceEntry(run.Turn, time.GetUtcNow(), new AccessEvent(who.DisplayName, action, verdict, reason), $"access/{action}/{key}"));
}
