using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>A modal or home tab as one person has it open.</summary>
internal sealed record ShownView(string Id, string UserId, string BodyJson, string Hash, string RootId, string? PreviousId, SlackSettings Settings)
{
    public string? ExternalId { get; init; }

    public string CallbackId { get; init; } = string.Empty;

    public bool IsHome { get; init; }

    /// <summary>The blocks, parsed anew.</summary>
    public JsonArray Blocks => (JsonNode.Parse(BodyJson) as JsonObject)?["blocks"]?.AsArray() ?? [];

    /// <summary>Text of all blocks, one after the other: what a person reads.</summary>
    public string AllText => string.Join('\n', Messages.BlockReader.Texts(Blocks.ToJsonString()));

    /// <summary>The view object as methods and payloads carry it.</summary>
    public JsonObject ToJson(JsonObject? values = null)
    {
        var view = (JsonObject)JsonNode.Parse(BodyJson)!;
        view["id"] = Id;
        view["team_id"] = Settings.TeamId;
        view["app_id"] = Settings.AppId;
        view["bot_id"] = Settings.BotId;
        view["hash"] = Hash;
        view["root_view_id"] = RootId;
        view["previous_view_id"] = PreviousId;
        view["private_metadata"] ??= string.Empty;
        view["callback_id"] ??= string.Empty;
        view["external_id"] ??= string.Empty;
        view["state"] = new JsonObject { ["values"] = values?.DeepClone() ?? new JsonObject() };
        return view;
    }
}
