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

    public JsonObject BlockAction(Member user, Channel channel, SlackMessage message, CardButton button, ResponseUrl responseUrl)
    {
        var action = (JsonObject)JsonNode.Parse(button.ElementJson)!;
        action["block_id"] = button.BlockId;
        action["action_ts"] = state.Messages.NextTs();
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

        var payload = Interaction("block_actions", user);
        payload["container"] = container;
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.CommandName };
        payload["message"] = message.ToJson();
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        payload["response_url"] = Address("actions", responseUrl);
        payload["actions"] = new JsonArray(action);
        return payload;
    }

    public JsonObject ViewSubmission(Member user, ShownView view, JsonObject values)
    {
        var payload = Interaction("view_submission", user);
        payload["view"] = view.ToJson(values);
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    public JsonObject ViewClosed(Member user, ShownView view)
    {
        var payload = Interaction("view_closed", user);
        payload["view"] = view.ToJson();
        payload["is_cleared"] = false;
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
