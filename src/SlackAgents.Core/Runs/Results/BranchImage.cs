namespace SlackAgents.Core.Runs.Results;

/// <summary>An image that stands on a run's branch.</summary>
/// <param name="Name">Safe for people and for file systems, ending in what the content is.</param>
internal sealed record BranchImage(string Name, byte[] Bytes);
