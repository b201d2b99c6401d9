namespace SlackAgents.Tests.Docker.Streams;

/// <summary>Gives bytes in pieces: first up to <paramref name="cut"/>, then the rest, or one at a time.</summary>
internal sealed class ChoppedStream(byte[] bytes, int cut) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = cut <= 0 ? 1 : Position < cut ? (int)Math.Min(buffer.Length, cut - Position) : buffer.Length;
        return base.ReadAsync(buffer[..Math.Min(wanted, buffer.Length)], cancellationToken);
    }
}
