using System.Buffers;
using System.Globalization;
using System.Text;

namespace SlackAgents.Gateway.Git;

/// <summary>Writes pkt-lines.</summary>
internal static class PktLineWriter
{
    public const int LongestPayload = PktLineReader.LongestLine - PktLineReader.HeaderLength;

    /// <exception cref="ArgumentException">The payload does not fit into one line.</exception>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > LongestPayload)
        {
            throw new ArgumentException($"A pkt-line holds at most {LongestPayload} bytes.", nameof(payload));
        }

        // One span of the full length: before a response has begun, Kestrel's writer may hand out none at all to a
        // caller that names no size, which the Write extension does.
        var length = payload.Length + PktLineReader.HeaderLength;
        var span = output.GetSpan(length);
        length.TryFormat(span, out _, "x4", CultureInfo.InvariantCulture);
        payload.CopyTo(span[PktLineReader.HeaderLength..]);
        output.Advance(length);
    }

    public static void Write(IBufferWriter<byte> output, string text) => Write(output, Encoding.UTF8.GetBytes(text));

    public static void Flush(IBufferWriter<byte> output)
    {
        "0000"u8.CopyTo(output.GetSpan(PktLineReader.HeaderLength));
        output.Advance(PktLineReader.HeaderLength);
    }
}
