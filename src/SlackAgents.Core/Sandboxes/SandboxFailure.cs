namespace SlackAgents.Core.Sandboxes;

internal enum SandboxFailure
{
    /// <summary>No answer from the engine.</summary>
    EngineUnreachable,

    /// <summary>The sandbox image is not there.</summary>
    ImageMissing,

    /// <summary>There is no image with the agent CLI that the run needs.</summary>
    HarnessMissing,

    /// <summary>The engine answered with an error.</summary>
    Refused,

    /// <summary>The container is gone.</summary>
    Missing,
}
