using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Decides by person, on every entry. Whom Slack does not know, or whose channel the bot cannot see, is refused; when
/// Slack does not answer, nothing is decided and the request is tried again.
/// </summary>
internal sealed partial class AccessPolicy(IPersonDirectory directory, IOptions<AccessOptions> options, ILogger<AccessPolicy> logger)
{
    public async Task<AccessDecision> DecideAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var (person, channel, action, owner, _) = question;
        var profile = await directory.FindPersonAsync(person, cancellationToken);
        var sentence = await RefusalOfPersonAsync(person, profile, cancellationToken)
            ?? await RefusalOfChannelAsync(channel, cancellationToken)
            ?? RefusalOfAction(person, action, owner);
        Log.Decided(logger, person, channel, action, sentence is null ? "allowed" : "refused", sentence);
        return new AccessDecision(sentence is null, sentence, profile?.DisplayName ?? person.User);
    }

    private async Task<string?> RefusalOfPersonAsync(PersonId person, PersonProfile? profile, CancellationToken cancellationToken)
    {
        if (profile is null)
        {
            return "Slack does not know who you are, so I cannot work for you. Ask a workspace admin.";
        }

        if (profile.IsBot)
        {
            return "Bots may not give me work. Ask a person of this workspace to do it.";
        }

        if (profile.IsDeactivated)
        {
            return "This account is deactivated, so I cannot work for it.";
        }

        if (profile.IsStranger || person.Team != await directory.GetHomeTeamAsync(cancellationToken))
        {
            return "Only members of my own workspace may give me work; you belong to another one. Ask a member of this workspace.";
        }

        if (profile.IsGuest)
        {
            return "Guests may not give me work. Ask a full member of this workspace to do it.";
        }

        return options.Value.People.Count > 0 && !options.Value.People.Contains(person.User) && !IsOperator(person)
            ? "You are not on the list of people who may give me work (Access:People). Ask an operator."
            : null;
    }

    private async Task<string?> RefusalOfChannelAsync(string channel, CancellationToken cancellationToken)
    {
        if (await directory.FindChannelAsync(channel, cancellationToken) is not { } profile)
        {
            return "I cannot see this channel. Invite me with `/invite`, or write to me in a direct message.";
        }

        if (profile.IsExternal && !options.Value.AllowExternalChannels)
        {
            return "This channel is shared with people outside this workspace, so I do not work here. Use an internal channel.";
        }

        if (profile.IsArchived)
        {
            return "This channel is archived. Use another one.";
        }

        return options.Value.Channels.Count > 0 && !options.Value.Channels.Contains(channel)
            ? "I do not work in this channel (Access:Channels). Use another one, or ask an operator."
            : null;
    }

    private string? RefusalOfAction(PersonId person, AccessAction action, Requester? owner) =>
        action == AccessAction.Control && owner is not null && owner.Person != person && !IsOperator(person)
            ? $"Only the person who started this run and the operators may do that. Ask {owner.DisplayName}."
            : null;

    private bool IsOperator(PersonId person) => options.Value.Operators.Contains(person.User);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "{Person} in {Channel}: {Action} {Verdict} {Sentence}")]
        public static partial void Decided(ILogger logger, PersonId person, string channel, AccessAction action, string verdict, string? sentence);
    }
}
