using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>One message as it stands now. Immutable: an edit makes a new one and keeps the old wording in <see cref="History"/>.</summary>
internal sealed record SlackMessage(string ChannelId, string Ts, string UserId, string Text)
{
    public string? ThreadTs { get; init; }

    public string? BotId { get; init; }

    public string? AppId { get; init; }

    public string? TeamId { get; init; }

    public string? BlocksJson { get; init; }

    public string? MetadataJson { get; init; }

    public string? FilesJson { get; init; }

    public string? AttachmentsJson { get; init; }

    public string? Subtype { get; init; }

    /// <summary>Only this person sees it; null for an ordinary message.</summary>
    public string? VisibleOnlyTo { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public ImmutableList<MessageVersion> History { get; init; } = [];

    public ImmutableList<MessageReaction> Reactions { get; init; } = [];

    public bool IsReply => ThreadTs is not null && ThreadTs != Ts;

    public bool IsFromApp => AppId is not null;

    /// <summary>Text and all text inside blocks, one after the other: what a person reads.</summary>
    public string AllText => BlocksJson is null ? Text : Text + "\n" + string.Join('\n', BlockReader.Texts(BlocksJson));

    public IReadOnlyList<CardButton> Buttons => BlocksJson is null ? [] : BlockReader.Buttons(BlocksJson);

    /// <summary>The blocks, parsed anew.</summary>
    public JsonArray Blocks => BlocksJson is null ? [] : (JsonArray)JsonNode.Parse(BlocksJson)!;

    public JsonObject? Metadata => MetadataJson is null ? null : WireJson.ParseObject(MetadataJson);

    public bool HasReaction(string name, string? userId = null) =>
        Reactions.Any(reaction => reaction.Name == name && (userId is null || reaction.Users.Contains(userId)));

    /// <summary>The message object of the Web API and of events.</summary>
    public JsonObject ToJson(bool withMetadata = false)
    {
        var json = new JsonObject { ["type"] = "message", ["user"] = UserId, ["text"] = Text, ["ts"] = Ts };
        Put(json, "subtype", Subtype);
        Put(json, "team", TeamId);
        Put(json, "bot_id", BotId);
        Put(json, "app_id", AppId);
        Put(json, "thread_ts", ThreadTs);
        PutParsed(json, "blocks", BlocksJson);
        PutParsed(json, "files", FilesJson);
        PutParsed(json, "attachments", AttachmentsJson);
        if (withMetadata)
        {
            PutParsed(json, "metadata", MetadataJson);
        }

        if (EditedAt is not null)
        {
            json["edited"] = new JsonObject { ["user"] = BotId ?? UserId, ["ts"] = $"{EditedAt.Value.ToUnixTimeSeconds()}.000000" };
        }

        if (Reactions.Count > 0)
        {
            json["reactions"] = Reactions.Select(reaction => new JsonObject
            {
                ["name"] = reaction.Name,
                ["users"] = reaction.Users.ToJsonArray(),
                ["count"] = reaction.Users.Count,
            }).ToJsonArray();
        }

        return json;
    }

    private static void Put(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static void PutParsed(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = JsonNode.Parse(value);
        }
    }
}
