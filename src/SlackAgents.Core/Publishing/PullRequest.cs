namespace SlackAgents.Core.Publishing;

/// <param name="State">open, closed or merged.</param>
internal sealed record PullRequest(int Number, Uri Url, bool IsDraft, string State);
