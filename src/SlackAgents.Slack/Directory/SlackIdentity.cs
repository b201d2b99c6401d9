using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.Directory;

/// <summary>Who the bot is, which is somebody else in each workspace.</summary>
internal sealed class SlackIdentity(SlackApiClients clients)
{
    /// <exception cref="SlackException">Slack refused or did not answer.</exception>
    public async Task<BotIdentity> OfTeamAsync(string team, CancellationToken cancellationToken) =>
        await (await clients.OfTeamAsync(team, cancellationToken)).GetIdentityAsync(cancellationToken);

    /// <inheritdoc cref="OfTeamAsync"/>
    public async Task<BotIdentity> OfChannelAsync(string channel, CancellationToken cancellationToken) =>
        await (await clients.OfChannelAsync(channel, cancellationToken)).GetIdentityAsync(cancellationToken);
}
