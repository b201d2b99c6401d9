namespace SlackAgents.Playground.Slack.Installing;

internal sealed record ManifestProblem(string Message, string Pointer);
