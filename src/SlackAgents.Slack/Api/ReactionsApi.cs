namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods#reactions</summary>
internal sealed class ReactionsApi(SlackWebApi api)
{
    public Task AddAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ReactionsAdd, new { Channel = channel, Timestamp = ts, Name = name }, cancellationToken);

    public Task RemoveAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ReactionsRemove, new { Channel = channel, Timestamp = ts, Name = name }, cancellationToken);
}
