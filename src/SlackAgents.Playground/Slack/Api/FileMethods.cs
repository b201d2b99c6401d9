using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Uploading: ask for an address, send the bytes there, then share. docs.slack.dev/messaging/working-with-files</summary>
internal static class FileMethods
{
    private const int MaxLength = 50 * 1024 * 1024;

    public static JsonObject GetUploadUrl(SlackCall call)
    {
        var length = call.Arguments.Number("length");
        if (length is null or <= 0)
        {
            throw new SlackRefusalException("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"]);
        }

        if (length > MaxLength)
        {
            throw new SlackRefusalException("file_upload_size_restricted");
        }

        var file = call.State.Files.Reserve(call.Text("filename")!, length.Value);
        return new JsonObject { ["upload_url"] = $"{call.State.BaseUrl}/upload/v1/{file.Id}", ["file_id"] = file.Id };
    }

    public static JsonObject Info(SlackCall call) =>
        new() { ["file"] = (call.State.Files.Find(call.Text("file")) is { IsComplete: true } file ? file : throw new SlackRefusalException("file_not_found")).ToJson(call.State) };

    public static JsonObject CompleteUpload(SlackCall call)
    {
        if (call.Structure("files", "invalid_arguments") is not JsonArray { Count: > 0 } listed)
        {
            throw new SlackRefusalException("invalid_arguments", ["[ERROR] must provide an array [json-pointer:/files]"]);
        }

        var files = listed.OfType<JsonObject>()
            .Select(item => call.State.Files.Find(item.Text("id")) is { IsComplete: true } file ? file with { Title = item.Text("title") ?? file.Name } : throw new SlackRefusalException("file_not_found"))
            .Select(file => file.ToJson(call.State))
            .ToJsonArray();
        if (call.Text("channel_id") is { Length: > 0 } channelId)
        {
            call.Arguments["channel"] = channelId;
            var channel = call.ChannelToPostIn();
            var message = new SlackMessage(channel.Id, call.State.Messages.NextTs(), call.State.Settings.BotUserId, call.Text("initial_comment") ?? string.Empty)
            {
                BotId = call.State.Settings.BotId,
                AppId = call.State.Settings.AppId,
                TeamId = call.State.Settings.TeamId,
                Subtype = "file_share",
                ThreadTs = call.Text("thread_ts"),
                FilesJson = files.ToJsonString(),
                PostedAt = call.State.Time.GetUtcNow(),
            };
            call.State.Messages.Add(message);
            call.State.Events.MessagePosted(message);
        }

        return new JsonObject { ["files"] = files };
    }
}
