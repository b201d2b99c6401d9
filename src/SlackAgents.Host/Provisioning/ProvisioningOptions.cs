namespace SlackAgents.Host.Provisioning;

/// <summary>Section <c>Sandbox</c>, the host's part of it.</summary>
internal sealed class ProvisioningOptions
{
    public const string Section = "Sandbox";

    /// <value>
    /// Build the sandbox image at the start, and those of other harnesses at their first use, when they are missing or out of
    /// date and <c>scripts/sandbox-image</c> is there. Default true.
    /// </value>
    public bool AutoBuild { get; set; } = true;
}
