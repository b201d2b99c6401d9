using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>Who people are and what channels are, as Slack tells it. Answers may be up to five minutes old.</summary>
internal interface IPersonDirectory
{
    /// <summary>Null when Slack does not know the person.</summary>
    Task<PersonProfile?> FindPersonAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Null when the bot cannot see the channel.</summary>
    /// <param name="channel">A channel's id; a person's own id stands for their direct messages with the bot, whose id the answer has.</param>
    Task<ChannelProfile?> FindChannelAsync(string channel, CancellationToken cancellationToken);

    /// <summary>The workspace that a channel belongs to: where its members are at home, and nobody else is.</summary>
    /// <param name="channel">As for <see cref="FindChannelAsync"/>.</param>
    Task<string> GetHomeTeamAsync(string channel, CancellationToken cancellationToken);
}
