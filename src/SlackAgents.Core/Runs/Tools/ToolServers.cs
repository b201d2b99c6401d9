using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Which tool servers a run gets: the built-in one, and those of the operator that are meant for it.</summary>
internal sealed class ToolServers(HarnessCatalog harnesses, IOptions<McpOptions> options)
{
    public bool BuiltIn => options.Value.BuiltIn;

    /// <summary>What the tool that asks people is called for the run's agent.</summary>
    public string AskToolOf(Run run) => harnesses.Get(run.Harness).AskTool;

    /// <summary>As the harness is told of them.</summary>
    public IReadOnlyList<McpServer> Of(Run run) =>
        [.. (BuiltIn ? [McpOptions.BuiltInName] : Array.Empty<string>()).Concat(NamesFor(run)).Select(name => new McpServer(name, GatewayAddress.ToolServerUrl(name)))];

    /// <summary>The operator's, by name.</summary>
    public IReadOnlyList<string> NamesFor(Run run) =>
        [.. options.Value.Servers.Where(server => IsFor(server.Value, run)).Select(server => server.Key).Order(StringComparer.Ordinal)];

    private static bool IsFor(ToolServerOptions server, Run run) =>
        Allows(server.Harnesses, run.Harness) && Allows(server.Channels, run.Channel) && Allows(server.Repositories, run.Repository.ToString());

    private static bool Allows(IList<string> list, string value) => list.Count == 0 || list.Contains(value, StringComparer.OrdinalIgnoreCase);
}
