using System.Globalization;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// From the lines of a turn to entries of the trace. Every entry has a key, so that a second reading adds nothing. A turn
/// is always read from its beginning, so what counts as a repetition, and where pieces of a text are cut anew, is the same
/// on every reading.
/// </summary>
/// <param name="redact">Takes secrets out of a text.</param>
internal sealed class TurnEntries(Run run, IHarnessReader reader, Func<string, string> redact)
{
    private const int MaxRaw = 256 * 1024;
    private const int MaxKnownKeys = 200_000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly TextSeam _seam = new();
    private readonly HeldLines _lines = new(redact);

    /// <summary>What comes in pieces at the moment: the last piece, or null.</summary>
    private TraceEvent? _piece;

    public Run Run { get; } = run;

    public string? FailedStep { get; private set; }

    public string? UnsavedStep { get; private set; }

    public OutputCursor? Cursor { get; private set; }

    public LauncherExit? Exit { get; private set; }

    public int UnknownLines { get; private set; }

    public void Take(OutputLine line, DateTimeOffset now, List<TraceEntry> entries)
    {
        Cursor = line.Cursor;
        var place = line.Cursor.ToString();
        var raw = line.Text.Length > MaxRaw ? line.Text[..MaxRaw] : line.Text;
        if (line.IsError)
        {
            reader.ReadError(line.Text);
            entries.Add(new TraceEntry(Run.Turn, now, new NoticeEvent("stderr", raw), place));
        }
        else if (LauncherLines.Parse(line.Text, Run.Turn) is { } launcher)
        {
            EndText(now, place, entries);
            TakeLauncher(launcher, now, place, raw, entries);
        }
        else if (line.Text.Length > 0)
        {
            TakeHarness(line, now, place, raw, entries);
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void End(DateTimeOffset now, List<TraceEntry> entries)
    {
        if (Cursor is not null)
        {
            EndText(now, $"{Cursor}#end", entries);
        }
    }

    private void TakeLauncher(LauncherLine launcher, DateTimeOffset now, string place, string raw, List<TraceEntry> entries)
    {
        if (launcher.Step is { Event: StepEvent { State: "failed", Step: "forwarder" or "workspace" } failed })
        {
            FailedStep = $"{failed.Step}: {failed.Detail}";
        }
        else if (launcher.Step is { Event: StepEvent { State: "failed", Step: "commit" or "push" } unsaved })
        {
            UnsavedStep = $"{unsaved.Step}: {unsaved.Detail}";
        }

        Exit = launcher.Exit ?? Exit;
        var what = launcher.Step?.Event ?? new NoticeEvent("sandbox", launcher.Exit is { } exit ? $"The sandbox's main process ends with code {exit.Code}." : "An unreadable line of the launcher.");
        entries.Add(new TraceEntry(Run.Turn, now, what, place, raw));
    }

    private void TakeHarness(OutputLine line, DateTimeOffset now, string place, string raw, List<TraceEntry> entries)
    {
        var (index, kept) = (0, -1);
        var events = reader.Read(line.Text);
        var own = new List<TraceEntry>();
        var pieces = string.Empty;
        string? cutAnew = raw;
        UnknownLines += events.Count == 0 || events.Any(what => what.Event is UnknownEvent) ? 1 : 0;
        foreach (var what in events)
        {
            if (what.Key is null || IsNew(what.Key))
            {
                var key = what.Key ?? string.Create(CultureInfo.InvariantCulture, $"{place}#{index}");
                var (entry, piece) = Join(Said(what.Event), now, string.Create(CultureInfo.InvariantCulture, $"{place}#{index}"), entries, own);
                cutAnew = piece is null || cutAnew is null ? cutAnew : RawLine.Replace(cutAnew, piece, TextOf(entry)!);
                pieces += piece;
                kept = kept < 0 ? own.Count : kept;
                own.Add(new TraceEntry(Run.Turn, now, entry, key));
            }

            index++;
        }

        if (kept < 0)
        {
            // Agents say some things twice. The event is there already; the line is kept all the same.
            kept = own.Count;
            own.Add(new TraceEntry(Run.Turn, now, index == 0 ? new UnknownEvent("harness", "empty") : new NoticeEvent("repeated", "The agent said this before."), place));
        }

        _lines.Add(new HeldLine(own, kept, raw, cutAnew, pieces) { IsCutAnew = own.Any(IsLeftOut) });
        _lines.Release(_seam.Held, entries);
    }

    private static bool IsLeftOut(TraceEntry entry) => TextOf(entry.Event)?.EndsWith(TextSeam.LeftOut, StringComparison.Ordinal) is true;

    // Agents play back what they are given: the message, which the host has told of already, and what went along with it.
    private static TraceEvent Said(TraceEvent what) => what is PromptEvent prompt ? new NoticeEvent("repeated", prompt.Text) : what;

    /// <summary>Pieces of a text are cut anew, where no secret can be cut; whatever else comes ends the text.</summary>
    /// <returns>What to store, and of a piece the text that it came with.</returns>
    private (TraceEvent What, string? Piece) Join(TraceEvent what, DateTimeOffset now, string place, List<TraceEntry> entries, List<TraceEntry> own)
    {
        if (_piece is not null && _piece.GetType() != what.GetType())
        {
            EndText(now, place, entries, own);
        }

        switch (what)
        {
            case TextEvent { Partial: true } text:
                _piece = text;
                return (text with { Text = _seam.Add(text.Text) }, text.Text);
            case ThinkingEvent { Partial: true } thinking:
                _piece = thinking;
                return (thinking with { Text = _seam.Add(thinking.Text) }, thinking.Text);
            default:
                EndText(now, place, entries, own);
                return (what, null);
        }
    }

    private void EndText(DateTimeOffset now, string place, List<TraceEntry> entries, List<TraceEntry>? own = null)
    {
        if (_piece is { } piece && _seam.Held > 0)
        {
            var rest = _seam.End();
            _lines.Release(0, entries);
            (own ?? entries).Add(new TraceEntry(Run.Turn, now, piece is TextEvent text ? text with { Text = rest } : ((ThinkingEvent)piece) with { Text = rest }, $"{place}#rest"));
        }

        _piece = null;
    }

    private static string? TextOf(TraceEvent what) => what switch
    {
        TextEvent text => text.Text,
        ThinkingEvent thinking => thinking.Text,
        _ => null,
    };

    private bool IsNew(string key) => _told.Count >= MaxKnownKeys || _told.Add(key);
}
