using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Says what a failed call of the engine means for a run, in a sentence with the next step.</summary>
internal static class EngineFailure
{
    public static bool IsKnown(Exception exception) => exception is DockerUnreachableException or DockerApiException;

    /// <param name="image">The configured image, for the sentence about its absence.</param>
    public static SandboxException Translate(Exception exception, string image) => exception switch
    {
        DockerUnreachableException => new(
            SandboxFailure.EngineUnreachable,
            $"{exception.Message} Start the engine (scripts/ensure-docker), or correct Docker:Endpoint.",
            exception),
        DockerImageNotFoundException => new(
            SandboxFailure.ImageMissing,
            $"The sandbox image '{image}' is not on the engine. Build it with scripts/sandbox-image, or correct Sandbox:Image.",
            exception),
        DockerContainerNotFoundException => new(
            SandboxFailure.Missing, "The sandbox is gone: its container was removed. Start the run anew.", exception),
        _ => new(SandboxFailure.Refused, $"{exception.Message} Run the doctor verb to see what the engine lacks.", exception),
    };
}
