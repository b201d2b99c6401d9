using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>The <c>key=value</c> options of a request; null means "not said".</summary>
internal sealed record RunOptions
{
    public RepositoryName? Repository { get; init; }

    /// <summary>The repository's name without its owner, as it was typed; whose it is has to be found out.</summary>
    public string? RepositoryWord { get; init; }

    /// <summary>Branch to start from; default: the repository's default branch.</summary>
    public string? Base { get; init; }

    public string? Harness { get; init; }

    public string? Model { get; init; }

    /// <summary><c>push=off</c>: no write token is ever minted and nothing leaves for GitHub.</summary>
    public bool? Push { get; init; }

    /// <summary>When replies in the thread reach the agent if they do not say so themselves.</summary>
    public TurnDelivery? Steering { get; init; }

    /// <summary>How much of the conversation the agent is given.</summary>
    public ContextMode? Context { get; init; }

    public static RunOptions None { get; } = new();
}
