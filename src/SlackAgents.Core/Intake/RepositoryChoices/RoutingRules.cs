using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Settings;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>Finds the operator's routing words in a task.</summary>
internal static class RoutingRules
{
    /// <summary>Word and repository of each rule that has a word in the text.</summary>
    public static IEnumerable<(string Word, RepositoryName Repository)> Match(string text, IEnumerable<RoutingRule> rules)
    {
        foreach (var rule in rules)
        {
            if (RepositoryName.TryParse(rule.Repository, out var repository)
                && rule.Words.FirstOrDefault(word => Contains(text, word.Trim())) is { } word)
            {
                yield return (word.Trim(), repository);
            }
        }
    }

    /// <summary>As a whole word, in any case.</summary>
    private static bool Contains(string text, string word)
    {
        for (var at = Find(0); at >= 0; at = Find(at + 1))
        {
            if (!Continues(text, at - 1) && !Continues(text, at + word.Length))
            {
                return true;
            }
        }

        return false;

        int Find(int from) => word.Length == 0 || from >= text.Length ? -1 : text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Continues(string text, int at) => at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-');
}
