namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods#chat</summary>
internal sealed class ChatApi(SlackWebApi api)
{
    /// <summary>Not idempotent: after a failure that is not a refusal the message may be there.</summary>
    public Task<PostMessageResponse> PostMessageAsync(Message message, CancellationToken cancellationToken) =>
        api.CallAsync<PostMessageResponse>(SlackMethod.ChatPostMessage, message, cancellationToken);

    public Task UpdateAsync(MessageUpdate update, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ChatUpdate, update, cancellationToken);

    public Task PostEphemeralAsync(EphemeralMessage message, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ChatPostEphemeral, message, cancellationToken);

    public async Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        var response = await api.CallAsync<PermalinkResponse>(SlackMethod.ChatGetPermalink, new { Channel = channel, MessageTs = ts }, cancellationToken);
        return Uri.TryCreate(response.Permalink, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : null;
    }

    private sealed record PermalinkResponse(string? Permalink);
}
