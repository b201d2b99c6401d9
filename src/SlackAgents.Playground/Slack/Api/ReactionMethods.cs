using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>reactions.*</summary>
internal static class ReactionMethods
{
    public static JsonObject Add(SlackCall call)
    {
        var (message, name) = Target(call);
        if (!ReactionChange.Add(call.State.Messages, message.ChannelId, message.Ts, name, call.State.Settings.BotUserId))
        {
            throw new SlackRefusalException("already_reacted");
        }

        call.State.Events.ReactionAdded(message, name, call.State.Settings.BotUserId);
        return [];
    }

    public static JsonObject Remove(SlackCall call)
    {
        var (message, name) = Target(call);
        return ReactionChange.Remove(call.State.Messages, message.ChannelId, message.Ts, name, call.State.Settings.BotUserId)
            ? []
            : throw new SlackRefusalException("no_reaction");
    }

    public static JsonObject Get(SlackCall call)
    {
        var channel = call.Channel();
        var message = call.State.Messages.Find(channel.Id, call.Text("timestamp")) ?? throw new SlackRefusalException("message_not_found");
        return new JsonObject { ["type"] = "message", ["channel"] = channel.Id, ["message"] = message.ToJson() };
    }

    private static (SlackMessage Message, string Name) Target(SlackCall call)
    {
        var name = call.Text("name")!;
        if (!EmojiNames.IsKnown(name))
        {
            throw new SlackRefusalException("invalid_name");
        }

        if (string.IsNullOrEmpty(call.Text("channel")) || string.IsNullOrEmpty(call.Text("timestamp")))
        {
            throw new SlackRefusalException("no_item_specified");
        }

        var channel = call.Channel();
        if (!call.IsIn(channel))
        {
            throw new SlackRefusalException("not_in_channel");
        }

        if (channel.IsArchived)
        {
            throw new SlackRefusalException("is_archived");
        }

        return (call.State.Messages.Find(channel.Id, call.Text("timestamp")) ?? throw new SlackRefusalException("message_not_found"), name);
    }
}
