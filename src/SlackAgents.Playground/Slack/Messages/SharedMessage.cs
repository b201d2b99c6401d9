using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>The attachment that a forwarded message arrives as.</summary>
internal static class SharedMessage
{
    public static JsonObject Describe(SlackMessage message, WorkspaceState state)
    {
        var link = $"{state.BaseUrl}/archives/{message.ChannelId}/p{message.Ts.Replace(".", string.Empty, StringComparison.Ordinal)}";
        var author = state.Directory.FindMember(message.UserId);
        var attachment = new JsonObject
        {
            ["id"] = 1,
            ["ts"] = message.Ts,
            ["is_msg_unfurl"] = true,
            ["is_share"] = true,
            ["channel_id"] = message.ChannelId,
            ["channel_team"] = state.Settings.TeamId,
            ["author_id"] = message.UserId,
            ["author_name"] = author?.RealName ?? message.UserId,
            ["author_subname"] = author?.Name ?? message.UserId,
            ["text"] = message.Text,
            ["fallback"] = message.Text,
            ["from_url"] = link,
            ["original_url"] = link,
            ["footer"] = "Posted in #" + state.Directory.Channel(message.ChannelId).Name,
            ["mrkdwn_in"] = new JsonArray("text"),
        };
        if (message.BlocksJson is not null)
        {
            attachment["message_blocks"] = new JsonArray(new JsonObject
            {
                ["team"] = state.Settings.TeamId, ["channel"] = message.ChannelId, ["ts"] = message.Ts, ["message"] = new JsonObject { ["blocks"] = JsonNode.Parse(message.BlocksJson) },
            });
        }

        if (message.FilesJson is not null)
        {
            attachment["files"] = JsonNode.Parse(message.FilesJson);
        }

        return attachment;
    }
}
