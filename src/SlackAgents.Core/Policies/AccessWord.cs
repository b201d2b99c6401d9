using System.Text.RegularExpressions;

namespace SlackAgents.Core.Policies;

/// <summary>The words that name people in rules. Whatever is none of them is a Slack user id.</summary>
internal static partial class AccessWord
{
    /// <summary>A full member of this workspace (and on <c>Access:People</c>, if that names anybody).</summary>
    public const string Member = "member";

    /// <summary>A guest of this workspace.</summary>
    public const string Guest = "guest";

    /// <summary>A person of another workspace, in a channel shared with it.</summary>
    public const string External = "external";

    /// <summary>Who started the run.</summary>
    public const string Requester = "requester";

    public const string Operator = "operator";

    /// <summary>A member whose linked GitHub account can write to the repository.</summary>
    public const string Writer = "writer";

    /// <summary>A member whose linked GitHub account maintains or administers the repository.</summary>
    public const string Admin = "admin";

    public const string Nobody = "nobody";

    public static IReadOnlyList<string> All { get; } = [Member, Guest, External, Requester, Operator, Writer, Admin, Nobody];

    /// <summary>Whether it is about what GitHub says.</summary>
    public static bool IsGitHub(string word) => Is(word, Writer) || Is(word, Admin);

    public static bool Is(string word, string other) => string.Equals(word, other, StringComparison.OrdinalIgnoreCase);

    public static bool IsKnown(string word) => All.Any(known => Is(word, known));

    /// <summary>A user id of this workspace, or <c>team/user</c> for a person of another one: ids are unique only in their team.</summary>
    public static bool IsPerson(string word) => Person().IsMatch(word);

    [GeneratedRegex(@"\A(?:[TE][A-Z0-9]+/)?[UW][A-Z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Person();
}
