namespace SlackAgents.GitHub.Checks;

/// <summary>A check run as the REST API describes it (docs.github.com/rest/checks/runs).</summary>
/// <param name="Status"><c>queued</c>, <c>in_progress</c>, <c>completed</c> and others.</param>
/// <param name="Conclusion">Null until it is completed.</param>
internal sealed record CheckRun(string Name, string Status, string? Conclusion);
