using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Messages;

/// <summary>Names of people for one reading of messages. Whom Slack does not tell of, or who is one too many, is called by id.</summary>
internal sealed partial class NamedPeople(IPersonDirectory directory, string team)
{
    private const int MostLookups = 50;
    private const int LongestName = 80;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public async Task<string> NameAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(person.User, out var known))
        {
            return known;
        }

        return _names.Count >= MostLookups ? person.User : _names[person.User] = await AskAsync(person, cancellationToken);
    }

    /// <summary>The text as people read it, mentions with names. <paramref name="text"/> is as Slack writes it.</summary>
    public async Task<string> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in MentionPattern().Matches(text).Select(match => match.Groups["user"].Value).Distinct(StringComparer.Ordinal))
        {
            labels[user] = await NameAsync(new PersonId(team, user), cancellationToken);
        }

        return SlackText.Unescape(MentionPattern().Replace(text, match => $"<@{match.Groups["user"].Value}|{labels[match.Groups["user"].Value]}>"));
    }

    private async Task<string> AskAsync(PersonId person, CancellationToken cancellationToken)
    {
        try
        {
            return Plain((await directory.FindPersonAsync(person, cancellationToken))?.DisplayName) ?? person.User;
        }
        catch (ReplyException)
        {
            // A name is worth no failure: who it was is told by the id.
            return person.User;
        }
    }

    /// <summary>People choose their names: nothing in one may end the mention that it stands in.</summary>
    public static string? Plain(string? name)
    {
        var plain = string.Concat((name ?? string.Empty).Where(character => !char.IsControl(character) && character is not ('<' or '>' or '|' or '&'))).Trim();
        return plain.Length == 0 ? null : plain.Length > LongestName ? plain[..LongestName] : plain;
    }

    [GeneratedRegex("<@(?<user>[UW][A-Z0-9]{1,20})>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MentionPattern();
}
