using System.Collections.Concurrent;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Slack.Api;

/// <summary>
/// Says with which token something is asked or said: that of the workspace it belongs to. A workspace without an
/// installation of its own is served with the configured token; one whose installation ended is not served at all.
/// </summary>
internal sealed class SlackApiClients(SlackApiClient configured, SlackInstallations installations, ChannelTeams channels)
{
    private readonly ConcurrentDictionary<string, (string Token, SlackApiClient Client)> _clients = new(StringComparer.Ordinal);

    /// <summary>The configured token's, and those that were used, by workspace; null for one that is not known yet.</summary>
    public IEnumerable<(string? Team, SlackApiClient Client)> Used =>
        [(configured.Identity?.Team, configured), .. _clients.Select(entry => ((string?)entry.Key, entry.Value.Client))];

    /// <param name="team">A workspace, or that of a person.</param>
    /// <exception cref="SlackException">The installation ended, <see cref="SlackErrorCodes.InstallationEnded"/>.</exception>
    public async ValueTask<SlackApiClient> OfTeamAsync(string team, CancellationToken cancellationToken)
    {
        if (await installations.FindTokenAsync(team, cancellationToken) is { } token)
        {
            return _clients.AddOrUpdate(
                team,
                static (_, arguments) => (arguments.token, arguments.configured.WithToken(arguments.token)),
                static (_, known, arguments) => known.Token == arguments.token ? known : (arguments.token, arguments.configured.WithToken(arguments.token)),
                (token, configured)).Client;
        }

        if (await installations.HasEndedAsync(team, cancellationToken))
        {
            _clients.TryRemove(team, out _);
            throw new SlackException("installation", SlackErrorCodes.InstallationEnded, $"The app is no longer installed in workspace {team}.");
        }

        return configured;
    }

    /// <summary>The workspace that a channel belongs to, also when the app is no longer there.</summary>
    /// <exception cref="SlackException">Slack does not say whose the configured token is.</exception>
    public async ValueTask<string> TeamOfAsync(string channel, CancellationToken cancellationToken) =>
        await channels.FindAsync(channel, cancellationToken) ?? (await configured.GetIdentityAsync(cancellationToken)).Team;

    /// <summary>A channel that we opened ourselves belongs to where it was opened from.</summary>
    public async Task LearnAsync(string channel, string from, CancellationToken cancellationToken)
    {
        if (await channels.FindAsync(from, cancellationToken) is { } team)
        {
            await channels.RecordAsync(channel, team, cancellationToken);
        }
    }

    /// <param name="channel">A channel's id, or a person's for their direct messages.</param>
    /// <exception cref="SlackException">The installation ended.</exception>
    public async ValueTask<SlackApiClient> OfChannelAsync(string channel, CancellationToken cancellationToken) =>
        (await channels.FindAsync(channel, cancellationToken) ?? configured.Identity?.Team) is { } team
            ? await OfTeamAsync(team, cancellationToken)
            : configured;
}
