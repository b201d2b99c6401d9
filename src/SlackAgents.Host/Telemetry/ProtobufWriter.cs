using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SlackAgents.Host.Telemetry;

/// <summary>Writes the wire form of protocol buffers (protobuf.dev/programming-guides/encoding): what OTLP needs of it.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Write(int field, string text) => Write(field, Encoding.UTF8.GetBytes(text));

    public void Write(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthDelimited);
        Number((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    public void Write(int field, bool value) => Write(field, value ? 1L : 0L);

    public void Write(int field, long value)
    {
        Tag(field, Varint);
        Number(unchecked((ulong)value));
    }

    public void Write(int field, double value) => WriteFixed(field, unchecked((ulong)BitConverter.DoubleToInt64Bits(value)));

    public void WriteFixed(int field, ulong value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    /// <summary>A message inside this one; its length stands before it, so it is written apart.</summary>
    public void Write(int field, Action<ProtobufWriter> message)
    {
        var inner = new ProtobufWriter();
        message(inner);
        Write(field, inner.Written.Span);
    }

    private void Tag(int field, int type) => Number((ulong)((field << 3) | type));

    private void Number(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
