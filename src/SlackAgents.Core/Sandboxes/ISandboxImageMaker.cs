namespace SlackAgents.Core.Sandboxes;

/// <summary>Makes the images of sandboxes on the engine, where this installation can.</summary>
internal interface ISandboxImageMaker
{
    /// <summary>Sees to it that an image is there and up to date. One at a time for each; whoever asks meanwhile waits for the same one.</summary>
    /// <param name="image">Name and tag.</param>
    /// <param name="harness">The agent CLI that it is to hold; null for what an image of this name holds.</param>
    /// <param name="cancellationToken">Ends the waiting, not the making.</param>
    /// <returns>Null when it is there, else a sentence: why not, and the next step.</returns>
    Task<string?> EnsureAsync(string image, string? harness, CancellationToken cancellationToken);
}
