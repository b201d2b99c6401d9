namespace SlackAgents.Core.Policies;

/// <summary>Section <c>Access</c>: who may do what.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <value>Slack user ids that may stop and retry everybody's runs. Default none.</value>
    public IList<string> Operators { get; } = [];

    /// <value>Slack user ids that may start and steer runs. Empty: every full member of the workspace.</value>
    public IList<string> People { get; } = [];

    /// <value>Channel ids where runs may be started. Empty: every channel the bot can see.</value>
    public IList<string> Channels { get; } = [];

    /// <value>Whether channels shared with other organisations are open. Default no.</value>
    public bool AllowExternalChannels { get; set; }
}
