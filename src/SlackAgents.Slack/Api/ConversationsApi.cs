namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods#conversations</summary>
internal sealed class ConversationsApi(SlackWebApi api)
{
    public async Task<Conversation> InfoAsync(string channel, CancellationToken cancellationToken)
    {
        var response = await api.CallAsync<ChannelResponse>(SlackMethod.ConversationsInfo, new { Channel = channel }, cancellationToken);
        return response.Channel ?? throw Missing(SlackMethod.ConversationsInfo);
    }

    public Task JoinAsync(string channel, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ConversationsJoin, new { Channel = channel }, cancellationToken);

    /// <summary>The direct-message channel with this person.</summary>
    public async Task<string> OpenAsync(string user, CancellationToken cancellationToken)
    {
        var response = await api.CallAsync<ChannelResponse>(SlackMethod.ConversationsOpen, new { Users = user }, cancellationToken);
        return response.Channel?.Id ?? throw Missing(SlackMethod.ConversationsOpen);
    }

    public Task<MessagesPage> RepliesAsync(RepliesQuery query, CancellationToken cancellationToken) =>
        api.CallAsync<MessagesPage>(SlackMethod.ConversationsReplies, query, cancellationToken);

    public Task<MessagesPage> HistoryAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        api.CallAsync<MessagesPage>(SlackMethod.ConversationsHistory, query, cancellationToken);

    private static SlackException Missing(SlackMethod method) =>
        new(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer names no channel.");

    private sealed record ChannelResponse(Conversation? Channel);
}
