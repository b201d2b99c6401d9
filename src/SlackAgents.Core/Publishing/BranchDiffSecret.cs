namespace SlackAgents.Core.Publishing;

/// <summary>Where an added line looks like a secret. Never the secret.</summary>
/// <param name="Path">The file, or "commit message".</param>
/// <param name="Line">Line number in the commit that added it.</param>
/// <param name="Kind">What it looks like.</param>
internal sealed record BranchDiffSecret(string Path, int Line, string Kind);
