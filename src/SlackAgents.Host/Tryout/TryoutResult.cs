namespace SlackAgents.Host.Tryout;

/// <summary>What came of one task, as printed by <c>--json</c>.</summary>
/// <param name="Run">Null when the command was refused.</param>
/// <param name="State">The run's state at rest, or <c>Refused</c> or <c>TimedOut</c>.</param>
/// <param name="Commits">Commits on the branch that its base has not.</param>
/// <param name="Cost">Dollars, as metered by the gateway.</param>
internal sealed record TryoutResult(
    string? Run,
    string State,
    string? Reason,
    string? PullRequest,
    string? Branch,
    int Commits,
    double Seconds,
    decimal Cost,
    string? Answer);
