using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>What one run may reach through its door.</summary>
internal sealed record GatewaySession
{
    public required RunId Run { get; init; }

    /// <summary>Host directory where <c>gateway.sock</c> is made; it is mounted into the sandbox.</summary>
    public required string RunDirectory { get; init; }

    public required RepositoryName Repository { get; init; }

    /// <summary>The bare mirror; requests wait for it while it is being fetched. A fault closes the git door with its sentence.</summary>
    public required Task<string> Mirror { get; init; }

    /// <summary>The bare quarantine repository that receives the run's pushes.</summary>
    public required Task<string> Quarantine { get; init; }

    /// <summary>The only branch that may be pushed, for example <c>agent/4f9c…-fix-login</c>.</summary>
    public required string Branch { get; init; }

    /// <summary>Names of the model providers that the run may use; null for all.</summary>
    public IReadOnlyCollection<string>? Providers { get; init; }

    /// <summary>The run's side of the built-in tools; null when it has none.</summary>
    public IAgentTools? Tools { get; init; }

    /// <summary>What the tool that asks people is called for the run's agent.</summary>
    public string AskTool { get; init; } = McpOptions.AskTool;

    /// <summary>Names of the operator's tool servers that the run may use.</summary>
    public IReadOnlyList<string> ToolServers { get; init; } = [];

    /// <summary>Hears of everything that passes or is refused.</summary>
    public required IGatewayObserver Observer { get; init; }
}
