namespace SlackAgents.Core.Runs.Tools;

/// <summary>A file of the sandbox that may be shown, or why it may not.</summary>
/// <param name="Name">Safe for people and for file systems.</param>
internal sealed record AttachedContent(string Name, byte[] Bytes, string? Refusal)
{
    public static AttachedContent Refused(string sentence) => new(string.Empty, [], sentence);
}
