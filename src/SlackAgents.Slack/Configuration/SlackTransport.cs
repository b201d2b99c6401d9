namespace SlackAgents.Slack.Configuration;

/// <summary>How Slack's payloads come in.</summary>
internal enum SlackTransport
{
    /// <summary>Over WebSockets that we open: nothing has to be reachable from outside.</summary>
    SocketMode,

    /// <summary>Slack posts to our public address; each request is signed.</summary>
    Http,
}
