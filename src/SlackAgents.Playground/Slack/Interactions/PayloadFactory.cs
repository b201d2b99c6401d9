using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Builds what the app receives for commands, clicks, shortcuts and forms. docs.slack.dev/reference/interaction-payloads</summary>
internal sealed class PayloadFactory(WorkspaceState state)
{
    private const string DeprecatedToken = "deprecated";

    public JsonObject Command(Member user, Channel channel, string command, string text, ResponseUrl responseUrl, string triggerId) => new()
    {
        ["token"] = DeprecatedToken,
        ["team_id"] = state.Settings.TeamId,
        ["team_domain"] = state.Settings.TeamDomain,
        ["channel_id"] = channel.Id,
        ["channel_name"] = channel.CommandName,
        ["user_id"] = user.Id,
        ["user_name"] = user.Name,
        ["command"] = command,
        ["text"] = text,
        ["api_app_id"] = state.Settings.AppId,
        ["is_enterprise_install"] = "false",
        ["response_url"] = Address("commands", responseUrl),
        ["trigger_id"] = triggerId,
    };

    /// <summary>Something was tapped or chosen; where, is added by <see cref="InMessage"/> or <see cref="InView"/>.</summary>
    public JsonObject BlockActions(Member user, JsonObject action)
    {
        action["action_ts"] = state.Messages.NextTs();
        var payload = Interaction("block_actions", user);
        payload["actions"] = new JsonArray(action);
        return payload;
    }

    /// <summary>The action of a menu: the element with what is chosen in it now.</summary>
    public static JsonObject Choice(MenuElement element, JsonObject entered)
    {
        var action = (JsonObject)element.Node.DeepClone();
        foreach (var field in (ReadOnlySpan<string>)["options", "option_groups", "confirm"])
        {
            action.Remove(field);
        }

        action["block_id"] = element.BlockId;
        foreach (var (name, value) in entered)
        {
            action[name] = value?.DeepClone();
        }

        return action;
    }

    /// <summary>Somebody types into a menu; the app has to answer with options, so there is no trigger.</summary>
    public JsonObject Suggestion(Member user, MenuElement element, string typed)
    {
        var payload = Interaction("block_suggestion", user);
        payload.Remove("trigger_id");
        payload["action_id"] = element.ActionId;
        payload["block_id"] = element.BlockId;
        payload["value"] = typed;
        return payload;
    }

    public JsonObject InMessage(JsonObject payload, Channel channel, SlackMessage message, ResponseUrl? responseUrl)
    {
        var container = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Ts,
            ["channel_id"] = channel.Id,
            ["is_ephemeral"] = message.VisibleOnlyTo is not null,
        };
        if (message.ThreadTs is not null)
        {
            container["thread_ts"] = message.ThreadTs;
        }

        payload["container"] = container;
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.CommandName };
        if (message.VisibleOnlyTo is null)
        {
            // Of an ephemeral message an app gets no copy.
            payload["message"] = message.ToJson();
        }

        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        if (responseUrl is not null)
        {
            payload["response_url"] = Address("actions", responseUrl);
        }

        return payload;
    }

    /// <summary>In a modal or in the Home tab there is no channel, no message and no response_url.</summary>
    public static JsonObject InView(JsonObject payload, ShownView view, JsonObject? values)
    {
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = view.ToJson(values);
        return payload;
    }

    public JsonObject ViewSubmission(Member user, ShownView view, JsonObject values)
    {
        var payload = Interaction("view_submission", user);
        payload["view"] = view.ToJson(values);
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    public JsonObject ViewClosed(Member user, ShownView view, bool isCleared)
    {
        var payload = Interaction("view_closed", user);
        payload["view"] = view.ToJson();
        payload["is_cleared"] = isCleared;
        payload.Remove("trigger_id");
        return payload;
    }

    public JsonObject MessageShortcut(Member user, Channel channel, SlackMessage message, string callbackId, ResponseUrl responseUrl)
    {
        var payload = Interaction("message_action", user);
        payload["callback_id"] = callbackId;
        payload["message_ts"] = message.Ts;
        payload["message"] = message.ToJson();
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.CommandName };
        payload["response_url"] = Address("app", responseUrl);
        payload["action_ts"] = state.Messages.NextTs();
        return payload;
    }

    public JsonObject GlobalShortcut(Member user, string callbackId)
    {
        var payload = Interaction("shortcut", user);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = state.Messages.NextTs();
        return payload;
    }

    private JsonObject Interaction(string type, Member user) => new()
    {
        ["type"] = type,
        ["token"] = DeprecatedToken,
        ["team"] = new JsonObject { ["id"] = state.Settings.TeamId, ["domain"] = state.Settings.TeamDomain },
        ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Name, ["name"] = user.Name, ["team_id"] = user.TeamId },
        ["api_app_id"] = state.Settings.AppId,
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["trigger_id"] = state.Triggers.Issue(user.Id),
    };

    private string Address(string kind, ResponseUrl url) => $"{state.BaseUrl}/hooks/{kind}/{state.Settings.TeamId}/{url.Id}";
}
