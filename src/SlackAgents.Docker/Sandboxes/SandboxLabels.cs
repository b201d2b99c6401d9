namespace SlackAgents.Docker.Sandboxes;

/// <summary>What marks our containers on an engine that others use too.</summary>
internal static class SandboxLabels
{
    public const string Run = "slackagents.run";

    public const string Instance = "slackagents.instance";

    public const string Version = "slackagents.version";

    /// <summary>The agent CLI that the sandbox was made for.</summary>
    public const string Harness = "slackagents.harness";

    /// <summary>Of an image made by <c>scripts/sandbox-image</c>, and so of its containers: <c>name=version</c> of each agent CLI, with spaces between.</summary>
    public const string ImageHarnesses = "slackagents.sandbox.harnesses";

    /// <summary>Container names, so that creating twice is noticed by the engine itself.</summary>
    public const string NamePrefix = "slackagents-";
}
