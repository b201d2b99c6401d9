namespace SlackAgents.Core.Harnesses.GeminiCli;

/// <summary>
/// Gemini CLI cannot go on with a session file in the state in which it leaves it behind: it may empty the file before it
/// has read it, and it sends calls without a result and results twice, which its provider refuses. So a script of the
/// sandbox puts the files in order before each start, and the driver starts the program again when a step was given up.
/// </summary>
internal static class GeminiSessions
{
    // Without order it can still begin a new session.
    private const string Script = """node /opt/slackagents/driver/gemini-sessions.mjs || :; exec "$@" """;

    /// <summary>The command line with the script before it.</summary>
    public static IReadOnlyList<string> InOrder(params IEnumerable<string> command) => ["sh", "-c", Script.TrimEnd(), "sh", .. command];
}
