using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// Where things are for a client inside the sandbox. The forwarder in the image listens on
/// <see cref="Host"/>:<see cref="Port"/> and passes each connection to the run's <see cref="SocketName"/>.
/// </summary>
internal static class GatewayAddress
{
    /// <summary>Name of the socket within the run directory.</summary>
    public const string SocketName = "gateway.sock";

    public const string Host = "127.0.0.1";

    public const int Port = 8080;

    /// <summary>Value of <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c> and their lower-case twins.</summary>
    public const string ProxyUrl = "http://127.0.0.1:8080";

    /// <summary>Value of <c>NO_PROXY</c>: the doors themselves are not reached through the proxy.</summary>
    public const string NoProxy = "127.0.0.1,localhost";

    /// <summary>Value of <c>ANTHROPIC_BASE_URL</c>.</summary>
    public const string AnthropicUrl = ProxyUrl + "/models/anthropic";

    /// <summary>A tool server, ours or the operator's.</summary>
    public static Uri ToolServerUrl(string name) => new($"{ProxyUrl}/mcp/{name}");

    /// <summary>What stands where a client insists on a key. It opens nothing.</summary>
    public const string PlaceholderKey = "placeholder-the-gateway-holds-the-key";

    /// <summary>The git remote of a repository.</summary>
    public static string GitUrl(RepositoryName repository) => $"{ProxyUrl}/git/{repository}.git";
}
