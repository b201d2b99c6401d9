using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>The command that the model wrote, out of the shell call that Codex made of it.</summary>
internal static class CodexCommand
{
    private static readonly string[] Shells = ["/bin/bash -lc ", "bash -lc ", "/bin/bash -c ", "/bin/sh -c ", "/bin/sh -lc "];

    public static string Of(JsonElement item)
    {
        // Told as it was written only when Codex did not take it apart.
        var actions = item.Items("commandActions").Take(2).ToList();
        if (actions is [var only] && only.Text("type") is "unknown" && only.Text("command") is { Length: > 0 } command)
        {
            return BoundedText.Cut(command);
        }

        var whole = item.Text("command") ?? string.Empty;
        var shell = Array.Find(Shells, prefix => whole.StartsWith(prefix, StringComparison.Ordinal));
        return BoundedText.Cut(Unquoted(shell is null ? whole : whole[shell.Length..]));
    }

    // Quotes within are kept as they are: this is for reading, not for running.
    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;
}
