using System.Collections.Frozen;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Installing;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>The methods offered, with token, scope, tier and encoding of each. docs.slack.dev/reference/methods</summary>
internal static class MethodCatalog
{
    private const int Tier1 = 1;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;
    private const int Special = 600;

    public static FrozenDictionary<string, SlackMethod> Build(ConnectionMethods connections, ManifestMethods manifests) => new[]
    {
        new SlackMethod("apps.connections.open", SlackTokenKind.App, [], Tier3, true, [], connections.Open),
        Config("apps.manifest.validate", Tier3, ["manifest"], ManifestMethods.Validate),
        Config("apps.manifest.create", Tier1, ["manifest"], manifests.Create),
        Config("apps.manifest.update", Tier1, ["app_id", "manifest"], manifests.Update),
        Config("apps.manifest.export", Tier3, ["app_id"], manifests.Export),
        Config("apps.manifest.delete", Tier1, ["app_id"], manifests.Delete),
        new SlackMethod("tooling.tokens.rotate", SlackTokenKind.None, [], Tier1, false, ["refresh_token"], manifests.Rotate),
        Bot("auth.revoke", [], Tier3, json: false, [], UserMethods.Revoke),
        Bot("auth.test", [], Special, json: true, [], UserMethods.AuthTest),

        Bot("chat.postMessage", ["chat:write"], Special, json: true, [], ChatMethods.PostMessage),
        Bot("chat.update", ["chat:write"], Tier3, json: true, ["channel", "ts"], ChatMethods.Update),
        Bot("chat.delete", ["chat:write"], Tier3, json: true, ["channel", "ts"], ChatMethods.Delete),
        Bot("chat.postEphemeral", ["chat:write"], Tier4, json: true, ["channel", "user"], ChatMethods.PostEphemeral),
        Bot("chat.getPermalink", [], Special, json: false, ["channel", "message_ts"], ChatMethods.GetPermalink),

        Bot("conversations.info", [], Tier3, json: false, ["channel"], ConversationMethods.Info),
        Bot("conversations.list", [], Tier2, json: false, [], ConversationMethods.List),
        Bot("conversations.members", [], Tier4, json: false, ["channel"], ConversationMethods.Members),
        Bot("conversations.replies", [], Tier3, json: false, ["channel", "ts"], HistoryMethods.Replies),
        Bot("conversations.history", [], Tier3, json: true, ["channel"], HistoryMethods.History),
        Bot("conversations.open", ["im:write"], Tier3, json: true, ["users"], ConversationMethods.Open),
        Bot("conversations.join", ["channels:join"], Tier3, json: true, ["channel"], ConversationMethods.Join),

        Bot("users.info", ["users:read"], Tier4, json: false, ["user"], UserMethods.Info),
        Bot("users.list", ["users:read"], Tier2, json: false, [], UserMethods.List),
        Bot("bots.info", ["users:read"], Tier3, json: false, ["bot"], UserMethods.BotInfo),

        Bot("reactions.add", ["reactions:write"], Tier3, json: true, ["channel", "timestamp", "name"], ReactionMethods.Add),
        Bot("reactions.remove", ["reactions:write"], Tier2, json: true, ["name"], ReactionMethods.Remove),
        Bot("reactions.get", ["reactions:read"], Tier3, json: false, ["channel", "timestamp"], ReactionMethods.Get),

        Bot("views.open", [], Tier4, json: true, ["trigger_id", "view"], ViewMethods.Open),
        Bot("views.push", [], Tier4, json: true, ["trigger_id", "view"], ViewMethods.Push),
        Bot("views.update", [], Tier4, json: true, ["view"], ViewMethods.Update),
        Bot("views.publish", [], Tier4, json: true, ["user_id", "view"], ViewMethods.Publish),

        Bot("files.getUploadURLExternal", ["files:write"], Tier4, json: false, ["filename", "length"], FileMethods.GetUploadUrl),
        Bot("files.completeUploadExternal", ["files:write"], Tier4, json: true, ["files"], FileMethods.CompleteUpload),
        Bot("files.info", ["files:read"], Tier4, json: false, ["file"], FileMethods.Info),

        Bot("agents.sessions.setStatus", ["chat:write"], Tier3, json: true, ["channel_id", "status"], SessionMethods.SetStatus),
        Bot("agents.sessions.rename", ["chat:write"], Tier3, json: true, ["channel_id", "title"], SessionMethods.Rename),
    }.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    private static SlackMethod Config(string name, int perMinute, string[] required, Func<SlackCall, JsonObject> answer) =>
        new(name, SlackTokenKind.Configuration, [], perMinute, AcceptsJson: true, required, answer);

    private static SlackMethod Bot(
        string name, string[] scopes, int perMinute, bool json, string[] required, Func<SlackCall, JsonObject> answer) =>
        new(name, SlackTokenKind.Bot, scopes, perMinute, json, required, answer);
}
