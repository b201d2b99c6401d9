namespace SlackAgents.Gateway.Git;

/// <param name="Reason">git's own words when it refused the ref; null when it took it.</param>
internal sealed record PushVerdict(string Ref, string? Reason);
