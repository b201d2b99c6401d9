namespace SlackAgents.Core.Replies;

/// <summary>Messages that wait to be sent. They come in with a change of a run, or alone by <see cref="AddAsync"/>.</summary>
internal interface IOutbox
{
    /// <summary>Adds messages that no change of a run causes, such as a refusal. Keys that exist already are left out.</summary>
    Task AddAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> entries that are due: highest priority first, then oldest. Raises their attempt
    /// counter in the same transaction, before anything is sent, so that a crash in the middle shows.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The same of some kinds, and at most one of each <see cref="OutboxLane"/>.</summary>
    /// <param name="busy">Lanes of which nothing is wanted now.</param>
    Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, IReadOnlyCollection<OutboxKind> kinds, IReadOnlyCollection<string> busy, CancellationToken cancellationToken);

    /// <summary>Sent; <paramref name="ts"/> is the posted message's, null where there is none.</summary>
    Task CompleteAsync(string key, string? ts, CancellationToken cancellationToken);

    /// <summary>Not sent: due again at <paramref name="notBefore"/>. <paramref name="attempted"/> false takes the raised counter back (nothing was sent).</summary>
    Task DeferAsync(string key, DateTimeOffset notBefore, bool attempted, string error, CancellationToken cancellationToken);

    /// <summary>Never to be sent.</summary>
    Task AbandonAsync(string key, string error, CancellationToken cancellationToken);

    /// <summary>What became of a message; null when none had this key. Known for ever, as keys are.</summary>
    Task<SentMessage?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>When the next entry is due, or null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <summary>Entries that wait.</summary>
    Task<int> CountPendingAsync(CancellationToken cancellationToken);

    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
