namespace SlackAgents.Core.Harnesses.GeminiCli;

/// <summary>
/// Gemini CLI names the file of a session by the minute and the first characters of its id. To load one it first begins
/// a new file of such a name; in the same minute that is the file which it was to load, and it empties it. So the file
/// gets a name that has no minute before the program starts.
/// </summary>
internal static class GeminiSessions
{
    private const int ShortId = 8;

    private const string Script =
        """
        id=$1; shift
        for chats in "$HOME"/.gemini/tmp/*/chats; do
            kept=$chats/session-kept-$id.jsonl
            [ -e "$kept" ] && continue
            for file in "$chats"/session-2*-"$id".jsonl; do
                [ -e "$file" ] && mv -n "$file" "$kept"
                break
            done
        done
        exec "$@"
        """;

    /// <summary>What stands before the program's own command line when it goes on with a session.</summary>
    public static IReadOnlyList<string> Kept(string sessionId) =>
        ["sh", "-c", Script, "sh", new string([.. sessionId.Where(char.IsAsciiHexDigit).Take(ShortId)])];
}
