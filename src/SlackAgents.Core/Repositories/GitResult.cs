namespace SlackAgents.Core.Repositories;

/// <summary>What a git command answered.</summary>
/// <param name="ExitCode">One of the command's answer codes.</param>
/// <param name="Output">Standard output, as UTF-8.</param>
/// <param name="Errors">The last of standard error, without secrets.</param>
internal sealed record GitResult(int ExitCode, string Output, string Errors);
