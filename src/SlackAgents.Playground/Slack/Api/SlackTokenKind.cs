namespace SlackAgents.Playground.Slack.Api;

internal enum SlackTokenKind
{
    /// <summary><c>xoxb-</c></summary>
    Bot,

    /// <summary><c>xapp-</c></summary>
    App,

    /// <summary><c>xoxe.xoxp-</c>, of the developer</summary>
    Configuration,

    /// <summary>Takes no token.</summary>
    None,
}
