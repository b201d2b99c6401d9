using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Keeps items and their keys in memory; a test can make it fail or wait.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Channel<InboxItem> _added = Channel.CreateUnbounded<InboxItem>();

    public List<InboxItem> Items { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>What both transports hand their payloads to, with this inbox behind it.</summary>
    public PayloadIntake Intake(IInstantAnswers? answers = null, TimeProvider? time = null, ChannelTeams? channels = null) => new(
        this,
        new AcknowledgementAnswers(new Lazy<IInstantAnswers>(answers ?? new FakeInstantAnswers()), time ?? TimeProvider.System, NullLogger<AcknowledgementAnswers>.Instance),
        channels ?? new FakeWorkspaces(new FakeSlackApi(), time).Channels,
        NullLogger<PayloadIntake>.Instance);

    public ChannelReader<InboxItem> Added => _added.Reader;

    public Task<bool> AddAsync(InboxItem item, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException<bool>(Failure);
        }

        lock (_keys)
        {
            if (item.DedupeKeys.Any(_keys.Contains))
            {
                return Task.FromResult(false);
            }

            _keys.UnionWith(item.DedupeKeys);
            Items.Add(item);
        }

        _added.Writer.TryWrite(item);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<InboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboxEntry>> TakeUrgentAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CompleteAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeferAsync(long id, DateTimeOffset notBefore, string error, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AbandonAsync(long id, string error, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) => Task.FromResult(Items.Count);

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;
}
