namespace SlackAgents.Docker.Streams;

/// <summary>One frame of output. The payload is only valid until the next frame is read.</summary>
internal readonly record struct MultiplexedFrame(StreamTarget Target, ReadOnlyMemory<byte> Payload);
