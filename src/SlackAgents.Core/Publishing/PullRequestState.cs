namespace SlackAgents.Core.Publishing;

/// <summary>What became of a pull request.</summary>
internal enum PullRequestState
{
    Draft,
    Open,
    Merged,
    Closed,
}
