namespace SlackAgents.Docker.Streams;

/// <summary>Which stream a frame belongs to; the numbers are the wire's.</summary>
internal enum StreamTarget
{
    StandardInput = 0,
    StandardOutput = 1,
    StandardError = 2,

    /// <summary>The engine's own words about an error while it reads the output.</summary>
    SystemError = 3,
}
