namespace SlackAgents.Core.Repositories;

/// <summary>A git process failed. Carries its evidence: exit code and the tail of standard error, without secrets.</summary>
internal sealed class GitException(string verb, int? exitCode, string errors, bool timedOut = false)
    : Exception($"git {verb} {(timedOut ? "ran out of time" : $"ended with {exitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no exit code"}")}: {LastLine(errors)}")
{
    /// <summary>Null when the process was ended by us or could not be started.</summary>
    public int? ExitCode { get; } = exitCode;

    /// <summary>The tail of standard error.</summary>
    public string Errors { get; } = errors;

    public bool TimedOut { get; } = timedOut;

    /// <summary>True when it said more than was to be taken.</summary>
    public bool SaidTooMuch { get; init; }

    /// <summary>The line that says most: git puts its verdict (<c>fatal:</c>, <c>error:</c>) before hints and progress.</summary>
    public string Verdict => LastLine(Errors);

    private static string LastLine(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.LastOrDefault(text => text.StartsWith("fatal:", StringComparison.Ordinal) || text.StartsWith("error:", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "it said nothing";
        return line.Length > 300 ? line[..300] : line;
    }
}
