using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>chat.*: posting, editing and deleting as the app.</summary>
internal static class ChatMethods
{
    private const int MaxPostText = 40_000;
    private const int MaxUpdateText = 4_000;

    public static JsonObject PostMessage(SlackCall call)
    {
        if (string.IsNullOrEmpty(call.Text("channel")))
        {
            throw new SlackRefusalException("channel_not_found");
        }

        var channel = call.ChannelToPostIn();
        var content = MessageContent.Read(call, MaxPostText);
        var message = Compose(call, channel.Id, content) with { ThreadTs = ThreadOf(call, channel.Id) };
        call.State.Messages.Add(message);
        call.State.Events.MessagePosted(message);
        return new JsonObject { ["channel"] = channel.Id, ["ts"] = message.Ts, ["message"] = message.ToJson(withMetadata: true) };
    }

    public static JsonObject Update(SlackCall call)
    {
        var channel = call.Channel();
        var content = MessageContent.Read(call, MaxUpdateText);
        var before = OwnMessage(call, channel.Id, "ts", "cant_update_message");
        var after = call.State.Messages.Change(channel.Id, before.Ts, message => message with
        {
            Text = content.Text,
            BlocksJson = content.BlocksJson,
            MetadataJson = content.MetadataJson ?? message.MetadataJson,
            EditedAt = call.State.Time.GetUtcNow(),
            History = message.History.Add(new MessageVersion(message.Text, message.BlocksJson, call.State.Time.GetUtcNow())),
        }) ?? throw new SlackRefusalException("message_not_found");
        call.State.Events.MessageChanged(before, after);
        return new JsonObject { ["channel"] = channel.Id, ["ts"] = after.Ts, ["text"] = after.Text, ["message"] = after.ToJson(withMetadata: true) };
    }

    public static JsonObject Delete(SlackCall call)
    {
        var channel = call.Channel();
        var message = OwnMessage(call, channel.Id, "ts", "cant_delete_message");
        call.State.Messages.Remove(channel.Id, message.Ts);
        call.State.Events.MessageDeleted(message);
        return new JsonObject { ["channel"] = channel.Id, ["ts"] = message.Ts };
    }

    public static JsonObject PostEphemeral(SlackCall call)
    {
        var channel = call.ChannelToPostIn();
        var content = MessageContent.Read(call, MaxPostText);
        var user = call.Text("user")!;
        if (!channel.Members.Contains(user))
        {
            throw new SlackRefusalException("user_not_in_channel");
        }

        var message = Compose(call, channel.Id, content) with { ThreadTs = call.Text("thread_ts"), VisibleOnlyTo = user };
        call.State.Messages.AddEphemeral(message);
        return new JsonObject { ["message_ts"] = message.Ts };
    }

    public static JsonObject GetPermalink(SlackCall call)
    {
        var channel = call.Channel();
        var message = call.State.Messages.Find(channel.Id, call.Text("message_ts")) ?? throw new SlackRefusalException("message_not_found");
        var thread = message.IsReply ? $"?thread_ts={message.ThreadTs}&cid={channel.Id}" : string.Empty;
        var link = $"{call.State.BaseUrl}/archives/{channel.Id}/p{message.Ts.Replace(".", string.Empty, StringComparison.Ordinal)}{thread}";
        return new JsonObject { ["channel"] = channel.Id, ["permalink"] = link };
    }

    private static SlackMessage Compose(SlackCall call, string channelId, MessageContent content) =>
        new(channelId, call.State.Messages.NextTs(), call.State.Settings.BotUserId, content.Text)
        {
            BotId = call.State.Settings.BotId,
            AppId = call.State.Settings.AppId,
            TeamId = call.State.Settings.TeamId,
            BlocksJson = content.BlocksJson,
            MetadataJson = content.MetadataJson,
            PostedAt = call.State.Time.GetUtcNow(),
        };

    private static string? ThreadOf(SlackCall call, string channelId)
    {
        var threadTs = call.Text("thread_ts");
        if (string.IsNullOrEmpty(threadTs))
        {
            return null;
        }

        var parent = call.State.Messages.Find(channelId, threadTs) ?? throw new SlackRefusalException("thread_not_found");
        return parent.IsReply ? parent.ThreadTs : parent.Ts;
    }

    private static SlackMessage OwnMessage(SlackCall call, string channelId, string argument, string notOwn)
    {
        var message = call.State.Messages.Find(channelId, call.Text(argument)) ?? throw new SlackRefusalException("message_not_found");
        return message.AppId == call.State.Settings.AppId ? message : throw new SlackRefusalException(notOwn);
    }
}
