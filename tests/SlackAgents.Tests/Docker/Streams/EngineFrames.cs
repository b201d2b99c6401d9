using System.Buffers.Binary;
using System.Text;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Tests.Docker.Streams;

/// <summary>Writes frames as the engine does.</summary>
internal static class EngineFrames
{
    public static byte[] Frame(StreamTarget target, string payload)
    {
        var text = Encoding.UTF8.GetBytes(payload);
        var frame = new byte[8 + text.Length];
        frame[0] = (byte)target;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)text.Length);
        text.CopyTo(frame, 8);
        return frame;
    }

    public static MultiplexedFrame Output(EngineTime time, string text, bool isError = false) =>
        new(isError ? StreamTarget.StandardError : StreamTarget.StandardOutput, Encoding.UTF8.GetBytes($"{time} {text}"));

    /// <summary>A time some nanoseconds after a fixed instant.</summary>
    public static EngineTime At(long nanoseconds) => new(1_790_000_000_000_000_000 + nanoseconds);
}
