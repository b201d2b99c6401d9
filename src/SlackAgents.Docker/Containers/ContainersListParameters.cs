namespace SlackAgents.Docker.Containers;

/// <summary>Which containers to list.</summary>
/// <param name="All">Also those that do not run.</param>
/// <param name="Filters">Such as <c>label</c> → <c>slackagents.instance=x</c>; all must hold.</param>
internal sealed record ContainersListParameters(bool All, IReadOnlyDictionary<string, IReadOnlyList<string>> Filters);
