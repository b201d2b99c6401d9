namespace SlackAgents.GitHub.Checks;

/// <param name="State"><c>success</c>, <c>failure</c>, <c>error</c> or <c>pending</c>.</param>
internal sealed record CommitStatus(string Context, string State);
