using System.Buffers.Binary;

namespace SlackAgents.Docker.Streams;

/// <summary>
/// Reads frames of an output stream: one byte of target, three of zero, four of length (big-endian), then the payload
/// (docs.docker.com/reference/api/engine, "Attach to a container", stream format).
/// </summary>
internal sealed class MultiplexedStream(Stream stream, IDisposable? owner = null) : IAsyncDisposable
{
    private const int HeaderLength = 8;

    /// <summary>The engine writes frames of at most 16 kB and a time; far more than that is not its stream.</summary>
    private const int FrameLimit = 1 << 20;

    private readonly byte[] _header = new byte[HeaderLength];
    private byte[] _payload = new byte[20 * 1024];

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    /// <exception cref="InvalidDataException">These are no frames, for example because the container has a terminal.</exception>
    public async ValueTask<MultiplexedFrame?> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        if (read < HeaderLength)
        {
            throw new EndOfStreamException("The engine's output ended inside a frame header.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        if (_header[0] > (byte)StreamTarget.SystemError || _header[1] != 0 || _header[2] != 0 || _header[3] != 0 || length > FrameLimit)
        {
            throw new InvalidDataException("The engine's output is not in the multiplexed format.");
        }

        if (_payload.Length < length)
        {
            _payload = new byte[length];
        }

        await stream.ReadExactlyAsync(_payload.AsMemory(0, (int)length), cancellationToken);
        return new MultiplexedFrame((StreamTarget)_header[0], _payload.AsMemory(0, (int)length));
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        owner?.Dispose();
    }
}
