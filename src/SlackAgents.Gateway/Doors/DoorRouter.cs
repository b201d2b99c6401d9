using System.Buffers;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Doors;

/// <summary>
/// Finds the door by the request target exactly as it was sent. Nothing is decoded or normalised: no path of ours needs
/// an escape, so one that has any, or <c>..</c>, or <c>//</c>, leads nowhere instead of somewhere else.
/// </summary>
internal static class DoorRouter
{
    private const string OwnAddress = GatewayAddress.ProxyUrl + "/";
    private const string OwnName = "http://localhost:8080/";

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@");

    public static DoorRoute Route(string method, string target)
    {
        if (method == "CONNECT")
        {
            return new WebRoute(target);
        }

        if (target.StartsWith('/'))
        {
            return RouteOwn(target);
        }

        // A client that sends its requests for our own address through the proxy too (no NO_PROXY) means the same door.
        var own = target.StartsWith(OwnAddress, StringComparison.OrdinalIgnoreCase) ? OwnAddress
            : target.StartsWith(OwnName, StringComparison.OrdinalIgnoreCase) ? OwnName
            : null;
        if (own is not null)
        {
            return RouteOwn(target[(own.Length - 1)..]);
        }

        return target.Contains("://", StringComparison.Ordinal) ? new WebRoute(target) : new UnknownRoute();
    }

    private static DoorRoute RouteOwn(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var query = mark < 0 ? string.Empty : target[mark..];
        if (path.AsSpan().ContainsAnyExcept(PathCharacters) || path.Contains("//", StringComparison.Ordinal)
            || path.Split('/').Any(part => part is "." or ".."))
        {
            return new UnknownRoute();
        }

        return path.Split('/', 5) switch
        {
            ["", "models", { Length: > 0 } provider, .. var rest] => new ModelsRoute(provider, "/" + string.Join('/', rest), query),
            ["", "git", { Length: > 0 } owner, { Length: > 0 } name, { Length: > 0 } service] when NameOf(name) is { Length: > 0 } bare
                => new GitRoute(owner, bare, service, query),
            // One address per server; a query could only carry what the operator did not configure.
            ["", "mcp", { Length: > 0 } server] when query.Length == 0 => new ToolsRoute(server),
            _ => new UnknownRoute(),
        };
    }

    private static string NameOf(string name) => name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
}
