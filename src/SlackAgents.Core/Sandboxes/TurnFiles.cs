namespace SlackAgents.Core.Sandboxes;

/// <summary>What the sandbox's main process is told about a turn. All of it is readable by the agent: no secret may be in it.</summary>
/// <param name="Arguments">Command line of the harness.</param>
/// <param name="Environment">Environment of the harness.</param>
/// <param name="Input">First lines of the harness's standard input.</param>
/// <param name="Workspace">Keys that <c>src/sandbox/turn</c> documents: repository, base, branch, author_name, …</param>
internal sealed record TurnFiles(
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Input,
    IReadOnlyDictionary<string, string> Workspace);
