using System.Text.RegularExpressions;

namespace SlackAgents.Playground.Model;

/// <summary>What harnesses put around a person's words: reminders, the environment, the wrapping of a message that came in the middle.</summary>
internal static partial class HarnessText
{
    /// <summary>What one harness says beside the result of a search for tools.</summary>
    private const string Loaded = "Tool loaded.";

    private const string Added = "system-reminder|environment_context|session_context|current_datetime|user_instructions|turn_aborted|skill-context|system_notification";

    /// <summary>The person's own words in a text of the user's role.</summary>
    public static string Said(string raw) => Steered(raw) is { Length: > 0 } steered ? steered : WithoutAdditions(raw);

    /// <summary>The text without what the harness added.</summary>
    public static string WithoutAdditions(string raw) => Addition().Replace(raw, string.Empty).Trim() is var said && said != Loaded ? said : string.Empty;

    /// <summary>A message that the person sent in the middle of the work and that the harness wrapped; empty when there is none.</summary>
    public static string Steered(string raw) => Steering().Match(raw) is { Success: true } match ? match.Groups["text"].Value.Trim() : string.Empty;

    /// <summary>Where the harness says it works; null when it does not say.</summary>
    public static string? WorkingDirectory(string opening) =>
        Directory().Match(opening) is { Success: true } match ? match.Groups["path"].Value.TrimEnd('.', ',') : null;

    [GeneratedRegex($"<(?<tag>{Added})>.*?</\\k<tag>>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Addition();

    [GeneratedRegex(@"(new message while you were working|The user sent the following message):\n(?<text>[^\n]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steering();

    [GeneratedRegex(@"(working directory|<cwd|in the directory|workspace directories)[:\s>`*-]*(?<path>/[^\s<`'""]+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Directory();
}
