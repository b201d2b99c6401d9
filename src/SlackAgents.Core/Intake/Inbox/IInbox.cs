namespace SlackAgents.Core.Intake.Inbox;

/// <summary>
/// The durable inbox. What <see cref="AddAsync"/> returned for survives a kill of the process; only after that may a
/// payload be acknowledged to Slack or GitHub.
/// </summary>
internal interface IInbox
{
    /// <summary>Stores an item unless one of its dedupe keys was seen in the last 48 hours.</summary>
    /// <returns><see langword="true"/> when it was new, <see langword="false"/> for a duplicate (which is not stored).</returns>
    Task<bool> AddAsync(InboxItem item, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> entries that are due, urgent ones first, then oldest first; their attempt counter is
    /// raised. An entry waits for those that came into its lane before it, whether they wait, are handled or were put off;
    /// but not for one that was tried before and is older than <see cref="RequestPatience.Limit"/>.
    /// </summary>
    Task<IReadOnlyList<InboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>As <see cref="TakeDueAsync"/>, of the urgent entries alone.</summary>
    Task<IReadOnlyList<InboxEntry>> TakeUrgentAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Handled: the entry is done and only its dedupe keys are kept.</summary>
    Task CompleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>Not handled yet: it is due again at <paramref name="notBefore"/>.</summary>
    Task DeferAsync(long id, DateTimeOffset notBefore, string error, CancellationToken cancellationToken);

    /// <summary>Given up: kept for the operator to see, never taken again.</summary>
    Task AbandonAsync(long id, string error, CancellationToken cancellationToken);

    /// <summary>How many entries wait or are being handled.</summary>
    Task<int> CountPendingAsync(CancellationToken cancellationToken);

    /// <summary>Forgets done entries and dedupe keys older than <paramref name="before"/>.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
