namespace SlackAgents.Gateway.Git;

/// <summary>How one git process is to be run.</summary>
/// <param name="Config">Settings for this process only; they go through the environment.</param>
/// <param name="Protocol">Value of GIT_PROTOCOL, or null for version 0.</param>
internal sealed record GitCommand(
    IReadOnlyList<string> Arguments,
    IReadOnlyList<(string Key, string Value)> Config,
    string? Protocol = null);
