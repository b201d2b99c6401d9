namespace SlackAgents.Slack.SocketMode;

/// <summary>Why a connection needs a successor, or why there will be none.</summary>
internal enum SocketEnd
{
    /// <summary>It broke, or was closed without notice.</summary>
    Lost,

    /// <summary>Slack announced it (<c>warning</c>, <c>refresh_requested</c> and reasons not known yet): the successor first.</summary>
    Refresh,

    /// <summary>More than ten sockets of this app are open.</summary>
    TooMany,

    /// <summary>Socket Mode was switched off for the app.</summary>
    Disabled,
}
