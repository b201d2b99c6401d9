using System.Buffers;

namespace SlackAgents.Gateway.Git;

internal enum PktLineKind
{
    Data,

    /// <summary><c>0000</c></summary>
    Flush,

    /// <summary><c>0001</c>, protocol version 2.</summary>
    Delimiter,

    /// <summary><c>0002</c>, protocol version 2.</summary>
    ResponseEnd,
}

/// <summary>One line of git's framing (git-scm.com/docs/protocol-common#_pkt_line_format). The payload is a view of the input.</summary>
internal readonly record struct PktLine(PktLineKind Kind, ReadOnlySequence<byte> Payload);
