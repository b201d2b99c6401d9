namespace SlackAgents.Slack.Api;

/// <summary>One Web API method and how it wants to be called.</summary>
/// <param name="Json">Takes a JSON body; the others silently ignore one and need form fields (docs.slack.dev/apis/web-api).</param>
/// <param name="Idempotent">May be repeated when it is not known whether it was done.</param>
/// <param name="AppLevel">Called with the app-level token.</param>
internal sealed record SlackMethod(string Name, bool Json, bool Idempotent, bool AppLevel = false)
{
    public static SlackMethod AppsConnectionsOpen { get; } = new("apps.connections.open", Json: false, Idempotent: true, AppLevel: true);

    public static SlackMethod AgentsSessionsSetStatus { get; } = new("agents.sessions.setStatus", Json: true, Idempotent: true);

    public static SlackMethod AuthTest { get; } = new("auth.test", Json: true, Idempotent: true);

    public static SlackMethod ChatPostMessage { get; } = new("chat.postMessage", Json: true, Idempotent: false);

    public static SlackMethod ChatUpdate { get; } = new("chat.update", Json: true, Idempotent: true);

    public static SlackMethod ChatPostEphemeral { get; } = new("chat.postEphemeral", Json: true, Idempotent: false);

    public static SlackMethod ChatGetPermalink { get; } = new("chat.getPermalink", Json: false, Idempotent: true);

    public static SlackMethod ConversationsHistory { get; } = new("conversations.history", Json: true, Idempotent: true);

    public static SlackMethod ConversationsInfo { get; } = new("conversations.info", Json: false, Idempotent: true);

    public static SlackMethod ConversationsJoin { get; } = new("conversations.join", Json: true, Idempotent: true);

    public static SlackMethod ConversationsOpen { get; } = new("conversations.open", Json: true, Idempotent: true);

    public static SlackMethod ConversationsReplies { get; } = new("conversations.replies", Json: false, Idempotent: true);

    public static SlackMethod FilesGetUploadUrlExternal { get; } = new("files.getUploadURLExternal", Json: false, Idempotent: true);

    public static SlackMethod FilesCompleteUploadExternal { get; } = new("files.completeUploadExternal", Json: true, Idempotent: false);

    public static SlackMethod ReactionsAdd { get; } = new("reactions.add", Json: true, Idempotent: true);

    public static SlackMethod ReactionsRemove { get; } = new("reactions.remove", Json: true, Idempotent: true);

    public static SlackMethod UsersInfo { get; } = new("users.info", Json: false, Idempotent: true);

    public static SlackMethod ViewsOpen { get; } = new("views.open", Json: true, Idempotent: false);

    public static SlackMethod ViewsPublish { get; } = new("views.publish", Json: true, Idempotent: true);

    public static SlackMethod ViewsUpdate { get; } = new("views.update", Json: true, Idempotent: true);
}
