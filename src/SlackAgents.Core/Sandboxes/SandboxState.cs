namespace SlackAgents.Core.Sandboxes;

/// <summary>Life of a sandbox as the engine sees it.</summary>
internal enum SandboxState
{
    /// <summary>Made, never started.</summary>
    Created,

    Running,

    /// <summary>Ended; its files are kept.</summary>
    Exited,

    /// <summary>The engine does not know it (any more).</summary>
    Missing,
}
