using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs;

/// <summary>The cards of runs, as the outbox needs them.</summary>
internal sealed class RunCards(IRunStore store, RunStateChanger changer, RunStops stops, RunCard card, ForkNotes forks) : ICardSource
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public async Task<CardPlace?> FindAsync(RunId run, CancellationToken cancellationToken) =>
        await store.GetAsync(run, cancellationToken) is { } found
            ? new CardPlace(found.Channel, found.CardTs, found.ThreadTs, found.ReplyThread, card.Draw(found), found.ReplyTo)
            : null;

    public async Task PlacedAsync(RunId run, string ts, CancellationToken cancellationToken)
    {
        await changer.UpdateAsync(run, AnyState, current => current with { CardTs = ts }, cancellationToken);
        await forks.SayAsync(run, ts, cancellationToken);
    }

    public Task UnreachableAsync(RunId run, string sentence, CancellationToken cancellationToken) =>
        stops.StopAsync(run, ReasonCode.ChannelUnreachable, sentence, cancellationToken);
}
