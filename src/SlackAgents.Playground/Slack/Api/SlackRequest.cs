namespace SlackAgents.Playground.Slack.Api;

/// <summary>A request as the service saw it, with what it answered.</summary>
/// <param name="ArgumentsJson">The arguments that were read; never the token.</param>
/// <param name="Error">Slack's error code; null when the answer was <c>ok</c>.</param>
internal sealed record SlackRequest(
    string Method, string ArgumentsJson, string ContentType, int HttpStatus, string? Error, DateTimeOffset At, TimeSpan Took);
