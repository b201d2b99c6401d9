using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies;

/// <summary>What the dispatcher needs to know about runs: where their thread is and what their card shows now.</summary>
internal interface ICardSource
{
    /// <summary>Null when there is no such run.</summary>
    Task<CardPlace?> FindAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>The card was posted.</summary>
    Task PlacedAsync(RunId run, string ts, CancellationToken cancellationToken);

    /// <summary>The channel is closed to us: the run cannot be seen by anybody there.</summary>
    Task UnreachableAsync(RunId run, string sentence, CancellationToken cancellationToken);
}
