namespace SlackAgents.Core.Repositories;

/// <summary>Reads references by their exact names.</summary>
internal static class GitReferences
{
    /// <summary>The commit that a reference names, or null when there is none of this name.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="repository">Path of the bare repository.</param>
    /// <param name="reference">The full name, for example <c>refs/heads/main</c>; never read as a revision expression.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public static async Task<string?> ReadReferenceAsync(this GitRunner git, string repository, string reference, CancellationToken cancellationToken)
    {
        var result = await git.RunAsync(
            new GitCommand("show-ref", "--verify", "--hash", "--", reference) { Repository = repository, AnswerCodes = [0, 1, 128] }, cancellationToken);
        var sha = result.Output.Trim();
        if (IsSha(sha))
        {
            return sha;
        }

        return result.ExitCode == 1 || result.Errors.Contains("not a valid ref", StringComparison.Ordinal)
            ? null
            : throw new GitException("show-ref", result.ExitCode, result.Errors);
    }

    /// <summary>True for a full object id (SHA-1 or SHA-256), in lower case.</summary>
    public static bool IsSha(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
