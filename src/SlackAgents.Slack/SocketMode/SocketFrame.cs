namespace SlackAgents.Slack.SocketMode;

/// <param name="Bytes">The message; empty unless it is whole.</param>
/// <param name="Length">Bytes that arrived.</param>
internal readonly record struct SocketFrame(SocketFrameKind Kind, ReadOnlyMemory<byte> Bytes, long Length);

internal enum SocketFrameKind
{
    Text,

    /// <summary>Slack sends none; ignored.</summary>
    Binary,

    Oversized,

    /// <summary>The other side closes.</summary>
    Closed,
}
