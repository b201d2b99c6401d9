using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// A turn that failed for a reason that is not its own is begun again by itself, once: in a new session where the old one is
/// lost, with another agent where the provider has nothing more to give. The agent is told what was before.
/// </summary>
internal sealed class TurnRepeats(Fallbacks fallbacks, TimeProvider time)
{
    /// <param name="before">The run while the turn went on.</param>
    /// <param name="after">The same with what was learned from the turn.</param>
    /// <returns>Null when the failure stands.</returns>
    public RunChange? Decide(Run before, Run after, IReadOnlyList<Turn> turns, HarnessOutcome outcome)
    {
        if (turns.FirstOrDefault(turn => turn.State == TurnState.Active) is not { } active)
        {
            return null;
        }

        if (outcome.Reason == ReasonCode.HarnessSessionLost && before.SessionStarted)
        {
            // The new session is not resumed, so it cannot be lost in the same way.
            return Again(after, active, []);
        }

        if (fallbacks.Find(before, outcome.Reason) is not { } other)
        {
            return null;
        }

        var from = fallbacks.Describe(before.Harness, before.Model);
        var next = after with { Harness = other.Harness.Name, Provider = other.Provider, Model = other.Model, FellBackFrom = $"{before.Harness} · {before.Model}" };
        return Again(next, active, [Announce(next, outcome.Reason, from, fallbacks.Describe(next.Harness, next.Model))]);
    }

    /// <summary>Begun before, so it goes before everything that waits.</summary>
    private static RunChange Again(Run run, Turn active, IReadOnlyList<OutboxMessage> messages) => new(
        run with { State = RunState.Queued, SessionId = PromptIds.New(), SessionStarted = false, KeptSession = null },
        [active with { State = TurnState.Waiting, PromptId = PromptIds.New() }],
        messages);

    private OutboxMessage Announce(Run run, ReasonCode reason, string from, string to)
    {
        var cause = reason switch
        {
            ReasonCode.ProviderOutOfCredit => "is out of credit",
            ReasonCode.ProviderRateLimited => "has reached its rate limit",
            _ => "is overloaded",
        };
        var sentence = $"{from} {cause} ({reason}). Going on with {to}.";
        return new OutboxMessage
        {
            Key = $"{run.Id}/fallback",
            Run = run.Id,
            Kind = OutboxKind.Message,
            Priority = OutboxPriority.Normal,
            Channel = run.Channel,
            Content = new ReplyContent($"🔁 {run.Title}: {sentence}", [new Paragraph(sentence, run.Requester.Person.User)]),
            CreatedAt = time.GetUtcNow(),
        };
    }
}
