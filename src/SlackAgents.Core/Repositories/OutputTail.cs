using System.Text;

namespace SlackAgents.Core.Repositories;

/// <summary>Keeps the last bytes of a stream that may be endless.</summary>
internal sealed class OutputTail(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _length;
    private bool _isCut;

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            Append(chunk.AsSpan(0, count));
        }
    }

    /// <summary>Adds bytes and forgets the oldest when there are too many.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _isCut |= _length + bytes.Length > capacity;
        bytes = bytes.Length > capacity ? bytes[^capacity..] : bytes;
        var keep = Math.Min(_length, capacity - bytes.Length);
        _bytes.AsSpan(_length - keep, keep).CopyTo(_bytes);
        bytes.CopyTo(_bytes.AsSpan(keep));
        _length = keep + bytes.Length;
    }

    /// <summary>Whole lines only once something was forgotten: half a secret could not be recognised and taken out.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_bytes, 0, _length);
        return _isCut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }
}
