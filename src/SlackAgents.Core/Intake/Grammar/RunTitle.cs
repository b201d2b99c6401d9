using System.Globalization;
using System.Text;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Short names of a task: the title on the card and in the pull request, the slug in the branch.</summary>
internal static class RunTitle
{
    /// <summary>Characters of a title, the ellipsis included.</summary>
    public const int MaxLength = 80;

    /// <summary>Characters of a slug.</summary>
    public const int MaxSlugLength = 40;

    /// <summary>The first line that says something, on one line, without hidden characters.</summary>
    public static string From(string task)
    {
        foreach (var line in HiddenCharacters.Strip(task).Text.Split('\n'))
        {
            // A quoted line is as good a title as any; its mark is not part of it.
            var words = string.Join(' ', line.TrimStart('>', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (words.Any(char.IsLetterOrDigit))
            {
                return Cut(words, MaxLength);
            }
        }

        var whole = string.Join(' ', HiddenCharacters.Strip(task).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return whole.Length == 0 ? "Untitled task" : Cut(whole, MaxLength);
    }

    /// <summary>Lower-case ASCII words joined by dashes: safe in a branch name, a path and a URL. Never empty.</summary>
    public static string Slug(string task)
    {
        var slug = new StringBuilder(MaxSlugLength + 1);
        foreach (var character in From(task).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && character is not ('\'' or '’'))
            {
                slug.Append('-');
            }
        }

        // Cut between words where one ends in time.
        var text = slug.ToString().Trim('-');
        if (text.Length > MaxSlugLength)
        {
            var end = text.LastIndexOf('-', MaxSlugLength);
            text = text[..(end > MaxSlugLength / 2 ? end : MaxSlugLength)].Trim('-');
        }

        return text.Length == 0 ? "task" : text;
    }

    /// <summary>Cuts at a character as people see them, so that no emoji is halved, and says so with an ellipsis.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= maxLength - 1)
        {
            end = next;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }
}
