namespace SlackAgents.Slack.Http;

/// <summary>What Slack's request is answered with.</summary>
/// <param name="Body">Plain text, mostly empty: answers to people go by <c>response_url</c>.</param>
internal sealed record SlackHttpReply(int Status, string Body)
{
    public string ContentType { get; } = "text/plain; charset=utf-8";

    public static SlackHttpReply Ok { get; } = new(200, string.Empty);
}
