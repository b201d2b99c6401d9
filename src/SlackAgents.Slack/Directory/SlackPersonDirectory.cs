using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Directory;

/// <summary>
/// People and channels by <c>users.info</c> and <c>conversations.info</c>. Whether somebody may do something rests on
/// these answers, so no answer is an exception and never a "yes".
/// </summary>
internal sealed class SlackPersonDirectory(SlackApiClients clients, TimeProvider timeProvider) : IPersonDirectory
{
    private readonly DirectoryCache<PersonProfile> _people = new(timeProvider);
    private readonly DirectoryCache<ChannelProfile> _channels = new(timeProvider);

    public Task<PersonProfile?> FindPersonAsync(PersonId person, CancellationToken cancellationToken) =>
        _people.GetAsync(person.ToString(), token => AskPersonAsync(person, token), cancellationToken);

    public Task<ChannelProfile?> FindChannelAsync(string channel, CancellationToken cancellationToken) =>
        _channels.GetAsync(channel, token => AskChannelAsync(channel, token), cancellationToken);

    public async Task<string> GetHomeTeamAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.TeamOfAsync(channel, cancellationToken);
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private async Task<PersonProfile?> AskPersonAsync(PersonId person, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OfTeamAsync(person.Team, cancellationToken);
            var bot = await client.GetIdentityAsync(cancellationToken);
            return Describe(person, await client.Users.InfoAsync(person.User, cancellationToken), bot);
        }
        catch (SlackException exception) when (exception.ErrorCode is "user_not_found" or "user_not_visible" or "users_not_found")
        {
            return null;
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private async Task<ChannelProfile?> AskChannelAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OfChannelAsync(channel, cancellationToken);
            // A person's id stands for their direct messages with us, as it does in chat.postMessage.
            var id = channel;
            if (PersonAddress.Is(channel))
            {
                id = await client.Conversations.OpenAsync(channel, cancellationToken);
                await clients.LearnAsync(id, channel, cancellationToken);
            }

            return Describe(id, await client.Conversations.InfoAsync(id, cancellationToken));
        }
        catch (SlackException exception) when (exception.ErrorCode is "channel_not_found")
        {
            return null;
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private static PersonProfile Describe(PersonId person, User user, BotIdentity bot)
    {
        string?[] names = [user.Profile?.DisplayName, user.Profile?.RealName, user.RealName, user.Name];
        return new PersonProfile(
            person,
            names.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? person.User,
            IsGuest: user.IsRestricted || user.IsUltraRestricted,
            IsBot: user.IsBot || person.User is "USLACKBOT",
            IsDeactivated: user.Deleted,
            IsStranger: user.IsStranger || !IsAtHome(user, bot));
    }

    /// <summary>Of our workspace, or on Enterprise Grid of a workspace of our organisation that has this one too.</summary>
    private static bool IsAtHome(User user, BotIdentity bot) =>
        user.TeamId is { } team
        && (team == bot.Team
            || (bot.Enterprise is not null && user.EnterpriseUser?.EnterpriseId == bot.Enterprise && user.EnterpriseUser.Teams?.Contains(bot.Team, StringComparer.Ordinal) is true));

    private static ChannelProfile Describe(string id, Conversation channel) => new(
        channel.Id ?? id,
        channel.Name ?? (channel.IsIm ? "direct message" : id),
        IsPrivate: channel.IsPrivate || channel.IsIm || channel.IsMpim,
        IsDirectMessage: channel.IsIm,
        // Shared inside one organisation is not external; an invitation that waits for an answer already is.
        IsExternal: channel.IsExtShared || channel.IsPendingExtShared || (channel.IsShared && !channel.IsOrgShared),
        IsMember: channel.IsMember || channel.IsIm || channel.IsMpim,
        channel.IsArchived);
}
