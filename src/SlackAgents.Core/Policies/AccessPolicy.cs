using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Decides by person, on every entry. Whom Slack does not know, or whose channel the bot cannot see, is refused; when
/// Slack or GitHub does not answer, nothing is decided and the request is tried again.
/// </summary>
internal sealed partial class AccessPolicy(
    IPersonDirectory directory, AccessRules rules, AccessRoles roles, AccessSentences sentences, IOptions<AccessOptions> options, ILogger<AccessPolicy> logger)
{
    public async Task<AccessDecision> DecideAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var profile = await directory.FindPersonAsync(question.Person, cancellationToken);
        var sentence = profile is null
            ? "Slack does not know who you are, so I cannot work for you. Ask a workspace admin."
            : await RefusalAsync(question, profile, cancellationToken);
        Log.Decided(logger, question.Person, question.Channel, question.Action, sentence is null ? "allowed" : "refused", sentence);
        return new AccessDecision(sentence is null, sentence, profile?.DisplayName ?? question.Person.User);
    }

    /// <summary>Whether runs of this channel may be about this repository, whoever asks.</summary>
    /// <param name="channel">Channel id, or <see cref="AccessOptions.DirectMessages"/>.</param>
    public bool MayUse(string channel, RepositoryName repository) =>
        rules.RepositoriesOf(channel) is var patterns && (patterns.Count == 0 || RepositoryPattern.AnyMatches(patterns, repository));

    /// <summary>
    /// Whether a rule keeps this from some members. Then it does not do to hold what somebody passed on: who asks has to
    /// be known. A rule that lets more people in than the default keeps it from nobody.
    /// </summary>
    /// <param name="channel">Channel id.</param>
    public async Task<bool> IsNarrowedAsync(AccessAction action, string channel, RepositoryName repository, CancellationToken cancellationToken) =>
        rules.SpeakOf(action) && rules.Find(action, await KeyOfAsync(channel, cancellationToken), repository)[^1] is { Rule: not null } ruling && !ruling.Names(AccessWord.Member);

    private async Task<string?> RefusalAsync(AccessQuestion question, PersonProfile profile, CancellationToken cancellationToken)
    {
        var home = await directory.GetHomeTeamAsync(question.Channel, cancellationToken);
        var standing = roles.StandingOf(profile, home);
        if (RefusalOfPerson(standing) is { } unfit)
        {
            return unfit;
        }

        var (place, closed) = await FindPlaceAsync(question, standing, cancellationToken);
        if (place is null || closed is not null)
        {
            return closed;
        }

        if (question.RunChannel is { } elsewhere && elsewhere != question.Channel && await directory.GetHomeTeamAsync(elsewhere, cancellationToken) != home)
        {
            return "This run belongs to another workspace; nobody reaches it from here. Ask there.";
        }

        if (question.RunChannel is { } runChannel && runChannel != question.Channel && !standing.IsOperator && question.Owner?.Person != question.Person)
        {
            return $"This run belongs to another channel; from here only the person who started it and the operators reach it. Ask {question.Owner?.DisplayName ?? "in its channel"}.";
        }

        var channel = question.RunChannel is { } other && other != question.Channel ? await KeyOfAsync(other, cancellationToken) : place.Channel;
        return await RefusalOfRepositoryAsync(question, channel, cancellationToken) ?? await RefusalOfActionAsync(question, channel, standing, cancellationToken);
    }

    private string? RefusalOfPerson(AccessStanding standing) => standing switch
    {
        { Profile.IsBot: true } => "Bots may not give me work. Ask a person of this workspace to do it.",
        { Profile.IsDeactivated: true } => "This account is deactivated, so I cannot work for it.",
        { IsAtHome: false } when !options.Value.AllowExternalChannels => "Only members of my own workspace may give me work; you belong to another one. Ask a member of this workspace.",
        _ => null,
    };

    private async Task<(AccessPlace? Place, string? Closed)> FindPlaceAsync(AccessQuestion question, AccessStanding standing, CancellationToken cancellationToken)
    {
        if (question.Channel == question.Person.User)
        {
            var direct = new AccessPlace(AccessOptions.DirectMessages, IsExternal: false);
            return (direct, await RefusalOfPlaceAsync(direct, question, standing, cancellationToken));
        }

        if (await directory.FindChannelAsync(question.Channel, cancellationToken) is not { } profile)
        {
            return (null, "I cannot see this channel. Invite me with `/invite`, or write to me in a direct message.");
        }

        if (profile.IsExternal && !options.Value.AllowExternalChannels)
        {
            return (null, "This channel is shared with people outside this workspace, so I do not work here. Use an internal channel.");
        }

        if (profile.IsArchived)
        {
            return (null, "This channel is archived. Use another one.");
        }

        var place = new AccessPlace(profile.IsDirectMessage ? AccessOptions.DirectMessages : question.Channel, profile.IsExternal);
        return (place, await RefusalOfPlaceAsync(place, question, standing, cancellationToken));
    }

    private async Task<string?> RefusalOfPlaceAsync(AccessPlace place, AccessQuestion question, AccessStanding standing, CancellationToken cancellationToken)
    {
        if (!standing.IsAtHome && !place.IsExternal)
        {
            return "People of other workspaces may ask me only in channels that are shared with them. Ask a member of this workspace.";
        }

        // In direct messages one can look at and stop what runs elsewhere; nothing new begins there unless it is on the list.
        var isOpen = options.Value.Channels.Count == 0 || options.Value.Channels.Contains(place.Channel) || options.Value.Channels.Contains(question.Channel)
            || (place.IsDirect && question.Action != AccessAction.Start);
        return isOpen ? null : $"I do not work in this channel (Access:Channels). Use another one. {await sentences.AskAsync(question.Person.Team, cancellationToken)}";
    }

    /// <summary>What runs already may be watched and stopped, whatever the list says by now.</summary>
    private async Task<string?> RefusalOfRepositoryAsync(AccessQuestion question, string channel, CancellationToken cancellationToken)
    {
        var isWork = question.Action is AccessAction.Start or AccessAction.Steer or AccessAction.Approve;
        return isWork && question.Repository is { } repository && !MayUse(channel, repository)
            ? $"Runs of this channel may not be about {repository} (Access:Repositories), only about {string.Join(", ", rules.RepositoriesOf(channel).Take(10))}. {await sentences.AskAsync(question.Person.Team, cancellationToken)}"
            : null;
    }

    private async Task<string?> RefusalOfActionAsync(AccessQuestion question, string channel, AccessStanding standing, CancellationToken cancellationToken)
    {
        var rulings = rules.Find(question.Action, channel, question.Repository);
        foreach (var ruling in rulings)
        {
            if (await roles.MeetsAsync(ruling, standing, question, cancellationToken))
            {
                return null;
            }
        }

        return await sentences.RefuseAsync(rulings[^1], standing, question, cancellationToken);
    }

    private async Task<string> KeyOfAsync(string channel, CancellationToken cancellationToken) =>
        await directory.FindChannelAsync(channel, cancellationToken) is { IsDirectMessage: true } ? AccessOptions.DirectMessages : channel;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "{Person} in {Channel}: {Action} {Verdict} {Sentence}")]
        public static partial void Decided(ILogger logger, PersonId person, string channel, AccessAction action, string verdict, string? sentence);
    }
}
