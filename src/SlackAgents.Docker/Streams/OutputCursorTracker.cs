using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Docker.Streams;

/// <summary>
/// Tells new lines from old ones when output is read again, and gives each new line the cursor to continue after it.
/// </summary>
/// <remarks>
/// A cursor (time, n) means: ask from that time on, inclusively; the first n lines are known. Its time is an anchor some
/// seconds behind the newest line, not the newest line's own: stdout and stderr are written by two copiers of the engine,
/// so times in the file may run backwards by a little, and a pieced line completes after younger lines. A cursor
/// that sat on the newest time would lose those when the reader is killed in between. It also holds when the clock of
/// the engine's host is set back by less than the slack.
/// </remarks>
internal sealed class OutputCursorTracker
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    // The times of all known lines from the anchor on, in the order of the engine's file.
    private readonly List<EngineTime> _window = [];
    private EngineTime? _anchor;
    private EngineTime _newest;
    private int _toSkip;

    public OutputCursorTracker(OutputCursor? start)
    {
        if (start is null)
        {
            return;
        }

        _anchor = EngineTime.TryParse(start.Timestamp, out var time)
            ? time
            : throw new FormatException($"'{start.Timestamp}' is not a time of the engine.");
        _newest = time;
        _toSkip = start.Lines;
    }

    /// <summary>From when to ask; null for everything.</summary>
    public EngineTime? Since => _anchor;

    /// <summary>The engine is asked again, from <see cref="Since"/> on: everything known will come once more.</summary>
    public void Restart()
    {
        _toSkip += _window.Count;
        _window.Clear();
    }

    /// <param name="time">The line's time.</param>
    /// <param name="oldestOpen">The time of the oldest line of which a part was read; the anchor stays behind it.</param>
    /// <returns>The cursor after this line, or null if it is known already.</returns>
    public OutputCursor? Accept(EngineTime time, EngineTime? oldestOpen)
    {
        var anchor = _anchor ??= time.Minus(Slack);
        if (time < anchor)
        {
            // While known lines come, an older one is from an engine that rounds `since` down to seconds. Later it is
            // a line written after the clock was set back: it is new, and a reader that resumes is not sent it again.
            return _toSkip > 0 ? null : Cursor(anchor);
        }

        _window.Add(time);
        if (_toSkip > 0)
        {
            _toSkip--;
            return null;
        }

        _newest = time > _newest ? time : _newest;
        return Cursor(MoveAnchor(oldestOpen));
    }

    /// <summary>Moves the anchor forward once the window is twice as long as needed, so that the work per line stays constant.</summary>
    private EngineTime MoveAnchor(EngineTime? oldestOpen)
    {
        var anchor = _anchor!.Value;
        if (_newest.Minus(2 * Slack) <= anchor)
        {
            return anchor;
        }

        var next = _newest.Minus(Slack);
        next = oldestOpen is { } open && open < next ? open : next;
        if (next <= anchor)
        {
            return anchor;
        }

        _window.RemoveAll(known => known < next);
        _anchor = next;
        return next;
    }

    private OutputCursor Cursor(EngineTime anchor) => new(anchor.ToString(), _window.Count);
}
