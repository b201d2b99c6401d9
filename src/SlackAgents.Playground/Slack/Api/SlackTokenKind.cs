namespace SlackAgents.Playground.Slack.Api;

internal enum SlackTokenKind
{
    /// <summary><c>xoxb-</c></summary>
    Bot,

    /// <summary><c>xapp-</c></summary>
    App,
}
