using System.Text.Json.Nodes;

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

/// <summary>A new message. Nothing of it is unfurled, linked by name or parsed: text is what it says.</summary>
internal sealed record Message
{
    public required string Channel { get; init; }

    public required string Text { get; init; }

    public JsonArray? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public MessageMetadata? Metadata { get; init; }

    public bool UnfurlLinks { get; init; }

    public bool UnfurlMedia { get; init; }

    public string Parse { get; init; } = "none";
}

/// <summary>New content of a message of ours; its metadata stays.</summary>
internal sealed record MessageUpdate
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public required string Text { get; init; }

    /// <summary>Empty takes old blocks away.</summary>
    public required JsonArray Blocks { get; init; }

    /// <summary>Without it <c>chat.update</c> parses more than <c>chat.postMessage</c> does.</summary>
    public string Parse { get; init; } = "none";
}

internal sealed record EphemeralMessage
{
    public required string Channel { get; init; }

    public required string User { get; init; }

    public required string Text { get; init; }

    public JsonArray? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public string Parse { get; init; } = "none";
}

/// <summary>Travels with a message, visible to every app of the workspace: ids only (docs.slack.dev/messaging/message-metadata).</summary>
internal sealed record MessageMetadata(string EventType, MessageKey EventPayload);

internal sealed record MessageKey(string Key, string? Run);

internal sealed record PostMessageResponse(string? Ts, string? Channel);
