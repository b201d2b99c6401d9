namespace SlackAgents.Core.Sandboxes;

/// <summary>A sandbox could not be made, started or read. <see cref="Exception.Message"/> is a sentence for people.</summary>
internal sealed class SandboxException(SandboxFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public SandboxFailure Failure { get; } = failure;
}
