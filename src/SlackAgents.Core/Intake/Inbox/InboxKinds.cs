namespace SlackAgents.Core.Intake.Inbox;

/// <summary>Kinds of inbox items.</summary>
internal static class InboxKinds
{
    public const string SlashCommand = "slack.slash_commands";
    public const string Interactive = "slack.interactive";
    public const string Event = "slack.events_api";
    public const string GitHubWebhook = "github.webhook";
}
