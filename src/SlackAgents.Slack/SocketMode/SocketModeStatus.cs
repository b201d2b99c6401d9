using System.Diagnostics.Metrics;
using System.Threading.Channels;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.SocketMode;

/// <summary>How the sockets are, for health and logs. Written by the lanes, read by anybody; fields are guarded by the lock.</summary>
internal sealed class SocketModeStatus(TimeProvider timeProvider)
{
    private static readonly Meter Meter = new("SlackAgents.Slack");

    private static readonly Counter<long> GhostCounter = Meter.CreateCounter<long>(
        "slack.socket.ghosts",
        description: "Greetings that named more sockets than this host has open: Slack may send payloads where nobody listens.");

    private readonly Lock _lock = new();
    private readonly Channel<DateTimeOffset> _gaps = Channel.CreateUnbounded<DateTimeOffset>();
    private int _connected;
    private string? _lastError;
    private string? _fatalError;

    // Since when no socket is open; null while one is. At the start that is not known, so it is long ago.
    private DateTimeOffset? _alone = timeProvider.GetUtcNow() - ThreadCatchUp.FurthestBack;

    /// <summary>Sockets that Slack has greeted on and that are open.</summary>
    public int ConnectedCount
    {
        get
        {
            lock (_lock)
            {
                return _connected;
            }
        }
    }

    /// <summary>A sentence on what went wrong last; null when all is well.</summary>
    public string? LastError
    {
        get
        {
            lock (_lock)
            {
                return _lastError;
            }
        }
    }

    /// <summary>A sentence on why nothing comes in until an operator acts; null otherwise.</summary>
    public string? FatalError
    {
        get
        {
            lock (_lock)
            {
                return _fatalError;
            }
        }
    }

    /// <summary>Commands come in.</summary>
    public bool IsHealthy => ConnectedCount > 0 && FatalError is null;

    /// <summary>Each time that no socket was open ends with one value here: when it began.</summary>
    public ChannelReader<DateTimeOffset> Gaps => _gaps.Reader;

    /// <param name="known">Sockets of this app that Slack knows of.</param>
    /// <returns>How many of ours are open now.</returns>
    public int Opened(int known)
    {
        lock (_lock)
        {
            _connected++;
            _lastError = null;
            if (_alone is { } since)
            {
                _alone = null;
                _gaps.Writer.TryWrite(since);
            }

            if (known > _connected)
            {
                GhostCounter.Add(known - _connected);
            }

            return _connected;
        }
    }

    public void Closed()
    {
        lock (_lock)
        {
            if (--_connected == 0)
            {
                _alone = timeProvider.GetUtcNow();
            }
        }
    }

    public void Failed(string sentence)
    {
        lock (_lock)
        {
            _lastError = sentence;
        }
    }

    public void Ended(string sentence)
    {
        lock (_lock)
        {
            (_fatalError, _lastError) = (sentence, sentence);
        }
    }
}
