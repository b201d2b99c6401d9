namespace SlackAgents.Core.Runs.Context;

/// <summary>A file that lies in the run's folder for the agent.</summary>
/// <param name="Name">Safe in a file system and in a sentence.</param>
/// <param name="MimeType">Of the content, as it was recognised.</param>
internal sealed record GivenFile(string Name, string MimeType, long Bytes)
{
    public bool IsImage => MimeType.StartsWith("image/", StringComparison.Ordinal);
}
