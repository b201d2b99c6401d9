using System.Buffers;
using System.Text;

namespace SlackAgents.Docker.Streams;

/// <summary>
/// Puts lines together from frames. The engine cuts lines at 16 kB; each piece comes as a frame of its own with the time of
/// the first one before it, and only the last piece ends in a line feed. Pieces of stdout and stderr may alternate.
/// </summary>
/// <param name="lineLimit">Bytes of a line that are kept.</param>
internal sealed class OutputLineAssembler(int lineLimit)
{
    private readonly OpenLine _standard = new(false);
    private readonly OpenLine _error = new(true);

    /// <summary>The time of the oldest line of which only a part was read so far; null if there is none.</summary>
    public EngineTime? OldestOpen => (_standard.Time, _error.Time) switch
    {
        ({ } standard, { } error) => standard < error ? standard : error,
        var (standard, error) => standard ?? error,
    };

    /// <summary>Takes a frame and adds to <paramref name="completed"/> the lines that it completes: mostly one, at most two.</summary>
    /// <exception cref="InvalidDataException">The frame does not begin with a time.</exception>
    public void Add(MultiplexedFrame frame, ICollection<AssembledLine> completed)
    {
        var payload = frame.Payload.Span;
        var space = payload.IndexOf((byte)' ');
        if (!TryReadTime(payload, space, out var time))
        {
            throw new InvalidDataException("A piece of output came without its time.");
        }

        var line = frame.Target == StreamTarget.StandardOutput ? _standard : _error;
        // All pieces of a line carry one time. Another one means that the line before ended without a line feed,
        // which happens when a process dies; its rest must not be glued to the next turn's first line.
        if (line.Time is { } open && open != time)
        {
            completed.Add(line.Complete());
        }

        var text = payload[(space + 1)..];
        var ends = text is [.., (byte)'\n'];
        line.Append(time, ends ? text[..^1] : text, lineLimit);
        if (ends)
        {
            completed.Add(line.Complete());
        }
    }

    /// <summary>What never got its line feed, when it is certain that nothing more comes.</summary>
    public void Flush(ICollection<AssembledLine> completed)
    {
        // In the order of their beginning, as the next reader would see them.
        var standardFirst = _standard.Time is { } standard && (_error.Time is not { } error || standard <= error);
        foreach (var line in standardFirst ? new[] { _standard, _error } : [_error, _standard])
        {
            if (line.Time is not null)
            {
                completed.Add(line.Complete());
            }
        }
    }

    private static bool TryReadTime(ReadOnlySpan<byte> payload, int space, out EngineTime time)
    {
        time = default;
        if (space is < 0 or > 40)
        {
            return false;
        }

        Span<char> text = stackalloc char[40];
        return EngineTime.TryParse(text[..Encoding.ASCII.GetChars(payload[..space], text)], out time);
    }

    private sealed class OpenLine(bool isError)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(256);
        private bool _cut;

        public EngineTime? Time { get; private set; }

        public void Append(EngineTime time, ReadOnlySpan<byte> text, int limit)
        {
            Time ??= time;
            var room = limit - _bytes.WrittenCount;
            if (text.Length > room)
            {
                text = text[..room];
                _cut = true;
            }

            _bytes.Write(text);
        }

        public AssembledLine Complete()
        {
            var bytes = _bytes.WrittenSpan;
            if (_cut)
            {
                // Not in the middle of a character: step back over continuation bytes and the byte that they belong to.
                var end = bytes.Length;
                while (end > 0 && bytes.Length - end < 4 && (bytes[end - 1] & 0xC0) == 0x80)
                {
                    end--;
                }

                bytes = end > 0 && bytes[end - 1] >= 0xC0 ? bytes[..(end - 1)] : bytes;
            }

            var line = new AssembledLine(Time!.Value, isError, Encoding.UTF8.GetString(bytes), _cut);
            _bytes.ResetWrittenCount();
            _cut = false;
            Time = null;
            return line;
        }
    }
}
