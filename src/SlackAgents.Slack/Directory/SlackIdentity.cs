using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.Directory;

/// <summary>Who the bot is. Asked once; a token never changes its owner.</summary>
internal sealed class SlackIdentity(SlackApiClient client)
{
    // Two first callers may both ask: the answers are equal.
    private volatile BotIdentity? _identity;

    /// <exception cref="SlackException">Slack refused or did not answer.</exception>
    public async Task<BotIdentity> GetAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
        {
            return known;
        }

        var answer = await client.Auth.TestAsync(cancellationToken);
        if (answer.TeamId is null || answer.UserId is null)
        {
            throw new SlackException("auth.test", SlackErrorCodes.InvalidResponse, "auth.test: Slack's answer names no team or user.");
        }

        return _identity = new BotIdentity(answer.TeamId, answer.EnterpriseId, answer.UserId, answer.BotId);
    }
}
