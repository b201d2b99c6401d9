namespace SlackAgents.Core.Publishing;

/// <summary>Which changes wait for a person before they reach the host.</summary>
internal enum ApprovalMode
{
    /// <summary>None: what the policy does not admit is refused.</summary>
    Never,

    /// <summary>Workflow files, submodules, and files of <see cref="PublishingOptions.ApprovalFiles"/>.</summary>
    Sensitive,

    /// <summary>Every change.</summary>
    Always,
}
