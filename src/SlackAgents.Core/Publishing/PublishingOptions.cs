namespace SlackAgents.Core.Publishing;

/// <summary>What may reach the host without anybody looking at it.</summary>
internal sealed class PublishingOptions
{
    public const string Section = "Publishing";

    /// <summary>Most commits between the base and the branch.</summary>
    public int MaxCommits { get; set; } = 200;

    /// <summary>Most files that differ from the base.</summary>
    public int MaxFiles { get; set; } = 500;

    /// <summary>Most bytes of all new file contents in all new commits together.</summary>
    public long MaxBytes { get; set; } = 20L * 1024 * 1024;

    /// <summary>Most bytes of one new file content.</summary>
    public long MaxFileBytes { get; set; } = 5L * 1024 * 1024;

    /// <summary>Whether files that run on the host's own machines may change. GitHub asks for the permission 'Workflows' then.</summary>
    public bool AllowWorkflowChanges { get; set; }

    /// <summary>Globs of such files: <c>**</c> spans directories, <c>*</c> does not. Upper and lower case are the same.</summary>
    public IList<string> WorkflowFiles { get; } = [".github/workflows/**", ".github/actions/**"];

    /// <summary>Which changes wait for a person's approval.</summary>
    public ApprovalMode Approval { get; set; }

    /// <summary>Globs of further files that need an approval, for example <c>**/migrations/**</c>.</summary>
    public IList<string> ApprovalFiles { get; } = [];

    /// <summary>How long a change is held. Up to 30 days.</summary>
    public TimeSpan ApprovalTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether it is looked after what checks and people make of a pull request.</summary>
    public bool WatchPullRequests { get; set; } = true;

    /// <summary>Whether the commit of a submodule, or <c>.gitmodules</c>, may change.</summary>
    public bool AllowSubmoduleChanges { get; set; }

    /// <summary>Whether added lines are searched for what looks like a secret.</summary>
    public bool ScanSecrets { get; set; } = true;
}
