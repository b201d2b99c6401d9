namespace SlackAgents.Gateway.Git;

/// <summary>The head of a push: everything before the pack.</summary>
/// <param name="Head">The exact bytes that were read, so that git gets what was judged and nothing else.</param>
/// <param name="IsSigned">A push certificate was sent; it was not read further.</param>
internal sealed record PushRequest(
    IReadOnlyList<PushCommand> Commands,
    IReadOnlySet<string> Capabilities,
    bool IsSigned,
    ReadOnlyMemory<byte> Head)
{
    /// <summary>git first sends an empty push when a large one will follow, to learn whether it may.</summary>
    public bool IsProbe => Commands.Count == 0 && !IsSigned;
}
