using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>
/// Turns what happens in the workspace into the events the app subscribed to, as far as its scopes and memberships reach.
/// A mention in a channel arrives twice, as app_mention and as message, with different event ids; the app's own messages arrive too.
/// </summary>
internal sealed class EventPublisher(WorkspaceState state)
{
    /// <summary>Set by the dispatcher that delivers.</summary>
    public Action<JsonObject, Channel?>? Sink { get; set; }

    public void MessagePosted(SlackMessage message)
    {
        var channel = state.Directory.Channel(message.ChannelId);
        var json = message.ToJson();
        json.Remove("reactions");
        PublishMessage(channel, json, message.UserId);
        var mentionsApp = message.Text.Contains($"<@{state.Settings.BotUserId}>", StringComparison.Ordinal);
        if (mentionsApp && !message.IsFromApp && channel.Kind != ChannelKind.DirectMessage && IsIn(channel) && Subscribed("app_mention", "app_mentions:read"))
        {
            var mention = message.ToJson();
            mention["type"] = "app_mention";
            Complete(mention, channel, message.Ts);
            Sink?.Invoke(mention, channel);
        }
    }

    public void MessageChanged(SlackMessage before, SlackMessage after)
    {
        var ts = state.Messages.NextTs();
        PublishMessage(state.Directory.Channel(after.ChannelId), new JsonObject
        {
            ["type"] = "message",
            ["subtype"] = "message_changed",
            ["hidden"] = true,
            ["ts"] = ts,
            ["message"] = after.ToJson(),
            ["previous_message"] = before.ToJson(),
        }, author: null);
    }

    public void MessageDeleted(SlackMessage message) => PublishMessage(state.Directory.Channel(message.ChannelId), new JsonObject
    {
        ["type"] = "message",
        ["subtype"] = "message_deleted",
        ["hidden"] = true,
        ["ts"] = state.Messages.NextTs(),
        ["deleted_ts"] = message.Ts,
        ["previous_message"] = message.ToJson(),
    }, author: null);

    public void ReactionAdded(SlackMessage message, string name, string userId) => PublishReaction("reaction_added", message, name, userId);

    public void ReactionRemoved(SlackMessage message, string name, string userId) => PublishReaction("reaction_removed", message, name, userId);

    /// <param name="member">Who looks at it.</param>
    /// <param name="tab"><c>home</c> or <c>messages</c>.</param>
    /// <param name="shown">What the app published there before; null for nothing yet.</param>
    public void AppHomeOpened(Member member, string tab, ShownView? shown)
    {
        var channel = state.Directory.DirectMessage(state.Settings.BotUserId, member);
        if (!Subscribed("app_home_opened", scope: null))
        {
            return;
        }

        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = member.Id, ["channel"] = channel.Id, ["tab"] = tab, ["event_ts"] = state.Messages.NextTs() };
        if (shown is not null)
        {
            opened["view"] = shown.ToJson();
        }

        Sink?.Invoke(opened, channel);
    }

    /// <summary>The native Stop was pressed. docs.slack.dev/reference/events/agent_session_stopped</summary>
    public void SessionStopped(AgentSession session, string userId) => PublishSession("agent_session_stopped", session, userId, new JsonObject
    {
        ["streaming_message_ts"] = new JsonArray(),
    });

    public void SessionRenamed(AgentSession session, string userId, string title) => PublishSession("agent_session_title_changed", session, userId, new JsonObject
    {
        ["team_id"] = state.Settings.TeamId, ["title"] = title, ["previous_title"] = session.Title,
    });

    private void PublishSession(string type, AgentSession session, string userId, JsonObject more)
    {
        if (!Subscribed(type, "chat:write"))
        {
            return;
        }

        more["type"] = type;
        more["channel"] = session.ChannelId;
        more["user"] = userId;
        more["thread_ts"] = session.ThreadTs;
        more["event_ts"] = state.Messages.NextTs();
        Sink?.Invoke(more, state.Directory.Channel(session.ChannelId));
    }

    private void PublishMessage(Channel channel, JsonObject json, string? author)
    {
        if (!IsIn(channel) || !Subscribed(channel.MessageSubscription, channel.HistoryScope))
        {
            return;
        }

        if (json.Text("thread_ts") is { } threadTs && threadTs != json.Text("ts"))
        {
            json["parent_user_id"] = state.Messages.Find(channel.Id, threadTs)?.UserId;
        }

        json["channel_type"] = channel.EventType;
        if (author is not null && state.Directory.FindMember(author) is { } member && member.TeamId != state.Settings.TeamId)
        {
            json["user_team"] = member.TeamId;
            json["source_team"] = member.TeamId;
        }

        Complete(json, channel, json.Text("ts")!);
        Sink?.Invoke(json, channel);
    }

    private void PublishReaction(string type, SlackMessage message, string name, string userId)
    {
        var channel = state.Directory.Channel(message.ChannelId);
        if (!IsIn(channel) || !Subscribed(type, "reactions:read"))
        {
            return;
        }

        Sink?.Invoke(new JsonObject
        {
            ["type"] = type,
            ["user"] = userId,
            ["reaction"] = name,
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = channel.Id, ["ts"] = message.Ts },
            ["item_user"] = message.UserId,
            ["event_ts"] = state.Messages.NextTs(),
        }, channel);
    }

    private static void Complete(JsonObject json, Channel channel, string eventTs)
    {
        json["channel"] = channel.Id;
        json["event_ts"] = eventTs;
    }

    /// <summary>docs.slack.dev/reference/events/tokens_revoked</summary>
    public void TokensRevoked() => PublishOfApp("tokens_revoked", new JsonObject
    {
        ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(state.Settings.BotUserId) },
    });

    /// <summary>docs.slack.dev/reference/events/app_uninstalled</summary>
    public void AppUninstalled() => PublishOfApp("app_uninstalled", []);

    private void PublishOfApp(string type, JsonObject happened)
    {
        happened["type"] = type;
        happened["event_ts"] = state.Messages.NextTs();
        if (Subscribed(type, scope: null))
        {
            Sink?.Invoke(happened, null);
        }
    }

    private bool IsIn(Channel channel) => channel.Members.Contains(state.Settings.BotUserId);

    private bool Subscribed(string subscription, string? scope) =>
        state.IsInstalled && state.Settings.BotEvents.Contains(subscription, StringComparer.Ordinal) && (scope is null || state.BotScopes.Contains(scope));
}
