using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Core.Policies;

/// <summary>What somebody is told who may not: the rule in words, and whom to ask. Nobody is mentioned by it.</summary>
internal sealed class AccessSentences(IPersonDirectory directory, IGitHubSignIn signIn, IOptions<AccessOptions> options)
{
    private const int MostNames = 3;

    public async Task<string> RefuseAsync(AccessRuling ruling, AccessStanding standing, AccessQuestion question, CancellationToken cancellationToken)
    {
        var rule = ruling.Rule is null ? string.Empty : $" (rule {ruling.Rule})";
        if (!standing.IsAtHome && !ruling.Names(AccessWord.External))
        {
            return $"Only members of my own workspace may give me work{rule}; you belong to another one. Ask a member of this workspace.";
        }

        if (standing.Profile.IsGuest && !ruling.Names(AccessWord.Guest) && ruling.Names(AccessWord.Member))
        {
            return $"Guests may not give me work{rule}. Ask a full member of this workspace to do it.";
        }

        if (!standing.IsListed && !standing.IsOperator && ruling.Names(AccessWord.Member))
        {
            return $"You are not on the list of people who may give me work (Access:People). {await AskAsync(question.Person.Team, cancellationToken)}";
        }

        var who = new List<string>();
        foreach (var word in ruling.Who)
        {
            who.Add(await WordsAsync(word, question, cancellationToken));
        }

        return $"Only {And(who)} may {Verb(question.Action)}{rule}. {await NextStepAsync(ruling, standing, question, cancellationToken)}";
    }

    /// <summary>Whom to ask when it is about the installation.</summary>
    public async Task<string> AskAsync(string team, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var user in options.Value.Operators.Take(MostNames))
        {
            if (await directory.FindPersonAsync(new PersonId(team, user), cancellationToken) is { IsDeactivated: false } found)
            {
                names.Add(found.DisplayName);
            }
        }

        return names.Count == 0 ? "Ask whoever runs this installation." : $"Ask {string.Join(" or ", names)}.";
    }

    private async Task<string> NextStepAsync(AccessRuling ruling, AccessStanding standing, AccessQuestion question, CancellationToken cancellationToken)
    {
        if (ruling.NeedsGitHub && standing.IsMember && signIn.MissingSettings.Count == 0)
        {
            return "If that is you, say `/agent link` to show me your GitHub account; else ask one of them.";
        }

        return ruling.Names(AccessWord.Requester) && question.Owner is { } owner ? $"Ask {owner.DisplayName}." : await AskAsync(question.Person.Team, cancellationToken);
    }

    private async Task<string> WordsAsync(string word, AccessQuestion question, CancellationToken cancellationToken) => word.ToLowerInvariant() switch
    {
        AccessWord.Member => "members of this workspace",
        AccessWord.Guest => "guests",
        AccessWord.External => "people of other workspaces",
        AccessWord.Requester => "the person who started this run",
        AccessWord.Operator => "the operators",
        AccessWord.Writer => $"members whose GitHub account can write to {question.Repository?.ToString() ?? "the repository"}",
        AccessWord.Admin => $"members whose GitHub account maintains {question.Repository?.ToString() ?? "the repository"}",
        AccessWord.Nobody => "nobody",
        _ => await NameAsync(word, question.Person.Team, cancellationToken),
    };

    private async Task<string> NameAsync(string user, string team, CancellationToken cancellationToken) =>
        !user.Contains('/', StringComparison.Ordinal) && await directory.FindPersonAsync(new PersonId(team, user), cancellationToken) is { } found ? found.DisplayName : user;

    private static string Verb(AccessAction action) => action switch
    {
        AccessAction.Start => "start runs here",
        AccessAction.Steer => "tell this run something",
        AccessAction.Control => "stop or retry this run",
        AccessAction.See => "look at runs here",
        AccessAction.Approve => "approve or reject this change",
        AccessAction.Configure => "change this channel's settings",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action without words."),
    };

    private static string And(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
}
