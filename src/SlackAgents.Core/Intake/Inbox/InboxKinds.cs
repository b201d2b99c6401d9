namespace SlackAgents.Core.Intake.Inbox;

/// <summary>Kinds of inbox items.</summary>
internal static class InboxKinds
{
    public const string SlashCommand = "slack.slash_commands";
    public const string Interactive = "slack.interactive";
    public const string Event = "slack.events_api";
    public const string Shortcut = "slack.shortcut";
    public const string FormSubmission = "slack.view_submission";
    public const string MessageChange = "slack.message_change";
    public const string HomeOpened = "slack.app_home_opened";
    public const string SessionStopped = "slack.agent_session_stopped";

    /// <summary>The app was taken out of a workspace, or its tokens were (<c>app_uninstalled</c>, <c>tokens_revoked</c>).</summary>
    public const string InstallationEnded = "slack.installation_ended";
    public const string GitHubWebhook = "github.webhook";
}
