using System.Buffers;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Takes pkt-lines off the front of a sequence. Strict: four hexadecimal digits, no length of 3, nothing above 65520.
/// git itself is as strict (pkt-line.c), so both see the same commands.
/// </summary>
internal static class PktLineReader
{
    public const int HeaderLength = 4;

    /// <summary>Longest line, its header included (LARGE_PACKET_MAX of pkt-line.h).</summary>
    public const int LongestLine = 65_520;

    /// <summary>False: more bytes are needed, nothing was taken.</summary>
    /// <exception cref="PktLineException">The length is malformed or too large.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out PktLine line)
    {
        line = default;
        if (buffer.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        var length = LengthOf(header);
        if (length < HeaderLength)
        {
            line = new PktLine(SpecialOf(length), ReadOnlySequence<byte>.Empty);
            buffer = buffer.Slice(HeaderLength);
            return true;
        }

        if (length > LongestLine)
        {
            throw new PktLineException($"A pkt-line of {length} bytes is longer than {LongestLine}.");
        }

        if (buffer.Length < length)
        {
            return false;
        }

        line = new PktLine(PktLineKind.Data, buffer.Slice(HeaderLength, length - HeaderLength));
        buffer = buffer.Slice(length);
        return true;
    }

    private static PktLineKind SpecialOf(int length) => length switch
    {
        0 => PktLineKind.Flush,
        1 => PktLineKind.Delimiter,
        2 => PktLineKind.ResponseEnd,
        _ => throw new PktLineException("A pkt-line of length 3 does not exist."),
    };

    private static int LengthOf(ReadOnlySpan<byte> header)
    {
        var length = 0;
        foreach (var digit in header)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                throw new PktLineException("A pkt-line begins with four hexadecimal digits.");
            }

            length = (length << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return length;
    }
}
