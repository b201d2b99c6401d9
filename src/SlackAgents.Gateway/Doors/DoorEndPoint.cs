using System.Net;

namespace SlackAgents.Gateway.Doors;

/// <summary>The one endpoint that the server is bound to; behind it stand the sockets of all runs.</summary>
internal sealed class DoorEndPoint : EndPoint
{
    public override string ToString() => "run-doors";
}
