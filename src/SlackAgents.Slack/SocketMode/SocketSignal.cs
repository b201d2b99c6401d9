namespace SlackAgents.Slack.SocketMode;

/// <summary>What a message means for the connection itself.</summary>
/// <param name="Connections">With hello: sockets of this app that Slack knows of.</param>
/// <param name="Reason">With disconnect: Slack's reason.</param>
internal readonly record struct SocketSignal(SocketSignalKind Kind, int Connections, string? Reason)
{
    public static SocketSignal None => default;

    public static SocketSignal Hello(int connections) => new(SocketSignalKind.Hello, connections, null);

    public static SocketSignal Disconnect(string reason) => new(SocketSignalKind.Disconnect, 0, reason);
}

internal enum SocketSignalKind
{
    None,
    Hello,
    Disconnect,
}
