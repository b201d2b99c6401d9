using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Tests.GitHub;

/// <summary>Remembers what is added, once for each dedupe key.</summary>
internal sealed class RememberingInbox : IInbox
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public List<InboxItem> Items { get; } = [];

    public Task<bool> AddAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var isNew = item.DedupeKeys.All(_keys.Add);
        if (isNew)
        {
            Items.Add(item);
        }

        return Task.FromResult(isNew);
    }

    public Task<IReadOnlyList<InboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboxEntry>> TakeUrgentAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CompleteAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeferAsync(long id, DateTimeOffset notBefore, string error, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AbandonAsync(long id, string error, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
}
