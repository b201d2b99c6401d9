using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Lines whose last word may go on in the next one. They are kept word for word once it is known that no secret was cut by
/// their seams; else with the pieces as they are stored, in which the secret is in one.
/// </summary>
/// <param name="redact">Takes secrets out of a text.</param>
internal sealed class HeldLines(Func<string, string> redact)
{
    /// <summary>Characters of lines that wait. Beyond, they are kept with the pieces as they are stored.</summary>
    private const int MaxSize = 4 * 1024 * 1024;

    private readonly List<HeldLine> _lines = [];
    private int _size;

    public void Add(HeldLine line)
    {
        _lines.Add(line);
        _size += line.Size;
    }

    /// <summary>Lets go of what is decided.</summary>
    /// <param name="held">Characters of the text that are still held back; 0 for none.</param>
    public void Release(int held, List<TraceEntry> entries)
    {
        // What is held back is the end of the last line alone: those before it are decided.
        var count = held == 0 || _size > MaxSize ? _lines.Count : held <= _lines[^1].Pieces.Length ? _lines.Count - 1 : 0;
        if (count == 0)
        {
            return;
        }

        var text = string.Concat(_lines.Select(line => line.Pieces));
        if ((count == _lines.Count && held > 0) || (text.Length > 0 && !string.Equals(redact(text), text, StringComparison.Ordinal)))
        {
            _lines.ForEach(line => line.IsCutAnew = true);
        }

        entries.AddRange(_lines.Take(count).SelectMany(line => line.ToEntries()));
        _lines.RemoveRange(0, count);
        _size = _lines.Sum(line => line.Size);
    }
}
