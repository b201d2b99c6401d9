namespace SlackAgents.Docker.Sandboxes;

/// <summary>What marks our containers on an engine that others use too.</summary>
internal static class SandboxLabels
{
    public const string Run = "slackagents.run";

    public const string Instance = "slackagents.instance";

    public const string Version = "slackagents.version";

    /// <summary>Container names, so that creating twice is noticed by the engine itself.</summary>
    public const string NamePrefix = "slackagents-";
}
