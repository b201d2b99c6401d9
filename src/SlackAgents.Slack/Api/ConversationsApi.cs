using System.Text.Json;

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

/// <summary>A channel as <c>conversations.info</c> describes it; only what decisions rest on.</summary>
internal sealed record Conversation
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsIm { get; init; }

    public bool IsMpim { get; init; }

    public bool IsMember { get; init; }

    public bool IsArchived { get; init; }

    public bool IsShared { get; init; }

    public bool IsOrgShared { get; init; }

    public bool IsExtShared { get; init; }

    public bool IsPendingExtShared { get; init; }
}

internal sealed record RepliesQuery
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public string? Oldest { get; init; }

    public int Limit { get; init; } = 200;

    public string? Cursor { get; init; }

    public bool Inclusive { get; init; } = true;

    public bool IncludeAllMetadata { get; init; } = true;
}

internal sealed record HistoryQuery
{
    public required string Channel { get; init; }

    public string? Oldest { get; init; }

    public int Limit { get; init; } = 200;

    public string? Cursor { get; init; }

    public bool Inclusive { get; init; } = true;

    public bool IncludeAllMetadata { get; init; } = true;
}

/// <summary>Messages as Slack wrote them.</summary>
internal sealed record MessagesPage
{
    public IReadOnlyList<JsonElement>? Messages { get; init; }

    public bool HasMore { get; init; }

    public PageMetadata? ResponseMetadata { get; init; }

    /// <summary>Cursor of the next page, or null on the last one.</summary>
    public string? NextCursor => HasMore && ResponseMetadata?.NextCursor is { Length: > 0 } cursor ? cursor : null;
}

internal sealed record PageMetadata(string? NextCursor);
