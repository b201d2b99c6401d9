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

        WriteHeader(output, payload.Length + PktLineReader.HeaderLength);
        output.Write(payload);
    }

    public static void Write(IBufferWriter<byte> output, string text) => Write(output, Encoding.UTF8.GetBytes(text));

    public static void Flush(IBufferWriter<byte> output) => output.Write("0000"u8);

    private static void WriteHeader(IBufferWriter<byte> output, int length)
    {
        var span = output.GetSpan(PktLineReader.HeaderLength);
        length.TryFormat(span, out _, "x4", CultureInfo.InvariantCulture);
        output.Advance(PktLineReader.HeaderLength);
    }
}
