using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Sockets;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>apps.connections.open: a single-use address for one socket.</summary>
internal sealed class ConnectionMethods(SocketTickets tickets)
{
    public JsonObject Open(SlackCall call)
    {
        var address = new UriBuilder(call.State.BaseUrl) { Scheme = "ws", Path = "/link/", Query = $"ticket={tickets.Issue()}&app_id={call.State.Settings.AppId}" };
        return new JsonObject { ["url"] = address.Uri.AbsoluteUri };
    }
}
