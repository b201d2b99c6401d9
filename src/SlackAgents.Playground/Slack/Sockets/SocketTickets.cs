using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Sockets;

/// <summary>Addresses handed out by apps.connections.open: each opens one socket, within half a minute.</summary>
internal sealed class SocketTickets(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = new(StringComparer.Ordinal);

    public string Issue()
    {
        var ticket = RandomText.Hex(16);
        _open[ticket] = time.GetUtcNow();
        return ticket;
    }

    public bool Redeem(string ticket) => _open.TryRemove(ticket, out var issued) && time.GetUtcNow() - issued <= Lifetime;
}
