namespace SlackAgents.Playground.Slack.Members;

internal enum ChannelKind
{
    Public,
    Private,
    DirectMessage,
}
