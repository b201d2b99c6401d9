namespace SlackAgents.Core.Repositories;

/// <summary>One call of the git CLI.</summary>
/// <param name="Arguments">Arguments as a list; no shell ever sees them.</param>
internal sealed record GitCommand(params IReadOnlyList<string> Arguments)
{
    /// <summary>Path of the bare repository. Given as <c>GIT_DIR</c>, so nothing is discovered on the way up.</summary>
    public string? Repository { get; init; }

    /// <summary>Set when the command talks to a remote; else the process may speak no protocol at all.</summary>
    public GitCredential? Credential { get; init; }

    /// <summary>What the command reads from standard input; nothing when null.</summary>
    public string? Input { get; init; }

    /// <summary>Limit of the whole call; <see cref="GitOptions.LocalTimeout"/> when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Most bytes of standard output that are taken; more ends the process with an error.</summary>
    public int MaxOutputBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Exit codes that are an answer and not a failure.</summary>
    public IReadOnlyList<int> AnswerCodes { get; init; } = [0];

    /// <summary>What the command is called in logs and errors. Arguments can be long and are the repository's own text.</summary>
    public string Verb => Arguments.Count > 0 ? Arguments[0] : "git";
}
