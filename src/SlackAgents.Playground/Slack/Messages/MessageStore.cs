using System.Globalization;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>All messages of the workspace, ephemeral ones apart. Reads are snapshots; one lock orders the writes.</summary>
internal sealed class MessageStore(TimeProvider time, ChangeSignal changed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Channel, string Ts), SlackMessage> _messages = [];
    private long _lastTick;

    public RecordLog<SlackMessage> Ephemerals { get; } = new();

    public RecordLog<SlackMessage> Deleted { get; } = new();

    public IReadOnlyList<SlackMessage> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages.Values.OrderBy(message => message.Ts, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>A message id: unique in the workspace and rising, as the seconds and six digits that Slack prints.</summary>
    public string NextTs()
    {
        lock (_lock)
        {
            var micros = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
            _lastTick = Math.Max(micros, _lastTick + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{_lastTick / 1_000_000}.{_lastTick % 1_000_000:D6}");
        }
    }

    public SlackMessage Add(SlackMessage message)
    {
        lock (_lock)
        {
            _messages.Add((message.ChannelId, message.Ts), message);
        }

        changed.Raise();
        return message;
    }

    public void AddEphemeral(SlackMessage message)
    {
        Ephemerals.Add(message);
        changed.Raise();
    }

    public SlackMessage? Find(string channelId, string? ts)
    {
        lock (_lock)
        {
            return ts is null ? null : _messages.GetValueOrDefault((channelId, ts));
        }
    }

    /// <summary>Changes a message in one step; null when it is gone or <paramref name="change"/> declines.</summary>
    public SlackMessage? Change(string channelId, string ts, Func<SlackMessage, SlackMessage?> change)
    {
        SlackMessage? after;
        lock (_lock)
        {
            after = _messages.TryGetValue((channelId, ts), out var before) ? change(before) : null;
            if (after is not null)
            {
                _messages[(channelId, ts)] = after;
            }
        }

        changed.Raise();
        return after;
    }

    public bool Remove(string channelId, string ts)
    {
        SlackMessage? removed;
        lock (_lock)
        {
            _messages.Remove((channelId, ts), out removed);
        }

        if (removed is null)
        {
            return false;
        }

        Deleted.Add(removed);
        changed.Raise();
        return true;
    }

    public IReadOnlyList<SlackMessage> In(string channelId) => [.. All.Where(message => message.ChannelId == channelId)];

    /// <summary>A root message and its replies, oldest first; empty when there is no such root.</summary>
    public IReadOnlyList<SlackMessage> Thread(string channelId, string rootTs) =>
        [.. In(channelId).Where(message => message.Ts == rootTs || message.ThreadTs == rootTs)];
}
