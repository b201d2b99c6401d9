using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Names of emoji whose reaction may start a run.</summary>
internal static partial class TriggerEmoji
{
    /// <summary>Stands for no emoji, where a weaker layer has one.</summary>
    public const string Off = "off";

    public const string Rule = "Write one emoji's name, for example :robot_face:, or off.";

    /// <summary>They mean something else here: stop, taken, given to the agent, at work.</summary>
    private static readonly FrozenSet<string> Taken = FrozenSet.Create(StringComparer.Ordinal, "x", "inbox_tray", "white_check_mark", "eyes");

    /// <summary>Reads a name with or without colons and skin tone.</summary>
    /// <param name="name">As a reaction has it (docs.slack.dev/reference/events/reaction_added).</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name)
    {
        var match = Pattern().Match(text?.Trim().ToLowerInvariant() ?? string.Empty);
        name = match.Success && !Taken.Contains(match.Groups["name"].Value) ? match.Groups["name"].Value : null;
        return name is not null;
    }

    /// <summary>What is wrong with a name, for the one who typed it.</summary>
    public static string Problem(string text) =>
        Taken.Contains(text.Trim().Trim(':').ToLowerInvariant()) ? $"{text.Trim()} means something else to me. {Rule}" : $"This is not an emoji's name. {Rule}";

    // Custom names may have letters of any script (slack.com/help/articles/206870177).
    [GeneratedRegex(@"\A:?(?<name>[\p{Ll}\p{Lo}\p{Nd}_'+-]{1,100}):?(:skin-tone-[2-6]:)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
