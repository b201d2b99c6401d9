namespace SlackAgents.Core.Runs;

/// <summary>What a turn left besides its commits and its answer; bounded, and data of the agent.</summary>
/// <param name="Done">Entries of the agent's own list that it ticked off, in number.</param>
/// <param name="Open">Those that it did not.</param>
/// <param name="RefusedRequests">Requests to the web that were refused.</param>
/// <param name="LastActivity">The last thing it did.</param>
internal sealed record TurnReport(IReadOnlyList<CommandCheck> Checks, int Done, IReadOnlyList<string> Open, int RefusedRequests, string? LastActivity);
