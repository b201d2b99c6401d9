namespace SlackAgents.Core.Intake.Inbox;

/// <summary>The inbox that receivers write to: the stored one, and the worker hears of it at once.</summary>
internal sealed class WakingInbox(IInbox store, InboxWakeup wakeup) : IInbox
{
    public async Task<bool> AddAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var added = await store.AddAsync(item, cancellationToken);
        if (added)
        {
            wakeup.Raise();
        }

        return added;
    }

    public Task<IReadOnlyList<InboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) => store.TakeDueAsync(limit, cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> TakeUrgentAsync(int limit, CancellationToken cancellationToken) => store.TakeUrgentAsync(limit, cancellationToken);

    public Task CompleteAsync(long id, CancellationToken cancellationToken) => store.CompleteAsync(id, cancellationToken);

    public Task DeferAsync(long id, DateTimeOffset notBefore, string error, CancellationToken cancellationToken) => store.DeferAsync(id, notBefore, error, cancellationToken);

    public Task AbandonAsync(long id, string error, CancellationToken cancellationToken) => store.AbandonAsync(id, error, cancellationToken);

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) => store.CountPendingAsync(cancellationToken);

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.PruneAsync(before, cancellationToken);
}
