using System.Text;
using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>The one branch that a run may write: <c>agent/&lt;run id&gt;-&lt;slug&gt;</c>.</summary>
internal static partial class AgentBranch
{
    public const string Prefix = "agent/";

    private const int SlugLength = 40;

    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝß";
    private const string Unaccented = "aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuys";

    /// <summary>The branch of a run. The slug is only for people; equal input gives the equal name.</summary>
    public static string For(RunId run, string title) => $"{Prefix}{run}-{Slug(title)}";

    /// <summary>True for a branch of exactly this run.</summary>
    public static bool IsOf(RunId run, string branch) =>
        Pattern().IsMatch(branch) && branch.AsSpan(Prefix.Length).StartsWith(run.Value, StringComparison.Ordinal);

    /// <summary>The run that a branch belongs to; null when it is no run's.</summary>
    public static RunId? RunOf(string? branch) =>
        branch is not null && Pattern().IsMatch(branch) && RunId.TryParse(branch.Substring(Prefix.Length, RunId.Length), out var run) ? run : null;

    private static string Slug(string title)
    {
        var slug = new StringBuilder(SlugLength);
        foreach (var original in title.Take(400))
        {
            var character = Plain(original);
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && character is not '\'' && !IsMark(character))
            {
                slug.Append('-');
            }

            if (slug.Length == SlugLength)
            {
                break;
            }
        }

        var text = slug.ToString().Trim('-');
        return text.Length > 0 ? text : "task";
    }

    /// <summary>Takes accents off the letters of western Europe. The host runs without globalisation data, so there is no normalisation.</summary>
    private static char Plain(char character) => Accented.IndexOf(character, StringComparison.Ordinal) is >= 0 and var index ? Unaccented[index] : character;

    private static bool IsMark(char character) =>
        char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format;

    // \z and not $: a name that ends with a line break is none.
    [GeneratedRegex(@"^agent/[0-9a-hjkmnp-tv-z]{10}-[a-z0-9](?:[a-z0-9-]{0,60})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
