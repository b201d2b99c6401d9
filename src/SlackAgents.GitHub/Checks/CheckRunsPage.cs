namespace SlackAgents.GitHub.Checks;

internal sealed record CheckRunsPage(int TotalCount, IReadOnlyList<CheckRun>? CheckRuns);
