using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Decides whether a pushed branch may reach the host. Reads the diff that the quarantine really holds, never what an
/// agent says about it. Not the sandbox's last wall: a person reads the pull request.
/// </summary>
internal sealed class PushPolicy(IOptions<PublishingOptions> options)
{
    private const int Named = 5;

    public PushPolicyVerdict Evaluate(BranchDiff diff)
    {
        var limits = options.Value;
        var reasons = new List<string>();
        var held = new List<string>();
        if (diff.Unread is not null)
        {
            reasons.Add($"The branch could not be read completely: {diff.Unread}. Ask for a smaller change.");
        }

        if (!diff.DescendsFromBase)
        {
            reasons.Add($"The branch does not build on its base {Short(diff.BaseSha)}. Ask the agent to rebase onto it.");
        }

        AddSizes(diff, limits, reasons);
        AddSensitive(diff, limits, reasons, held);

        AddFiles(reasons, diff.Files.Where(file => file.IsLink && PushPolicyPaths.LeavesTree(file.Path, file.LinkTarget)),
            "Symbolic links may not lead out of the repository", "Make them relative to a file inside it");
        AddFiles(reasons, diff.Files.Where(file => PushPolicyPaths.IsGitDirectory(file.Path)),
            "Files may not lie in a directory that git would read as its own", "Give the directory another name");
        AddSecrets(diff, limits, reasons);
        return new PushPolicyVerdict(reasons, held);
    }

    /// <summary>Whether the push needs GitHub's permission for workflow files.</summary>
    public bool ChangesWorkflows(BranchDiff diff) => diff.Files.Any(file => IsAny(options.Value.WorkflowFiles, file.Path));

    /// <summary>What is refused where nobody is asked, and waits for a person where somebody is.</summary>
    private static void AddSensitive(BranchDiff diff, PublishingOptions limits, List<string> reasons, List<string> held)
    {
        var workflows = diff.Files.Where(file => IsAny(limits.WorkflowFiles, file.Path)).ToList();
        var submodules = diff.Files.Where(file => file.IsSubmodule || file.Path.Equals(".gitmodules", StringComparison.OrdinalIgnoreCase)).ToList();
        if (limits.Approval == ApprovalMode.Never)
        {
            AddFiles(reasons, limits.AllowWorkflowChanges ? [] : workflows, "Workflow files run with the repository's rights and may not be changed",
                "Leave them out, also of the history, or set Publishing:AllowWorkflowChanges");
            AddFiles(reasons, limits.AllowSubmoduleChanges ? [] : submodules, "Submodules may not be changed", "Leave them out, or set Publishing:AllowSubmoduleChanges");
            return;
        }

        AddFiles(held, limits.AllowWorkflowChanges ? [] : workflows, "Workflow files are changed", "They run with the repository's rights");
        AddFiles(held, limits.AllowSubmoduleChanges ? [] : submodules, "Submodules are changed", "They bring code of another repository");
        AddFiles(held, diff.Files.Where(file => IsAny(limits.ApprovalFiles, file.Path)), "Files are changed that need an approval", "See Publishing:ApprovalFiles");
        if (held.Count == 0 && limits.Approval == ApprovalMode.Always)
        {
            held.Add("Every change needs an approval here.");
        }
    }

    private static bool IsAny(IEnumerable<string> globs, string path) => globs.Any(glob => PushPolicyPaths.Matches(glob, path));

    private static void AddSizes(BranchDiff diff, PublishingOptions limits, List<string> reasons)
    {
        if (diff.Commits > limits.MaxCommits)
        {
            reasons.Add($"{diff.Commits} commits are more than the {limits.MaxCommits} that are allowed. Ask for them to be squashed, or raise Publishing:MaxCommits.");
        }

        if (diff.Files.Count > limits.MaxFiles)
        {
            reasons.Add($"{diff.Files.Count} changed files are more than the {limits.MaxFiles} that are allowed. Ask for a smaller change, or raise Publishing:MaxFiles.");
        }

        if (diff.TotalBytes > limits.MaxBytes)
        {
            reasons.Add($"{Megabytes(diff.TotalBytes)} of new content are more than the {Megabytes(limits.MaxBytes)} that are allowed. Leave generated files out, or raise Publishing:MaxBytes.");
        }

        if (diff.LargestBytes.Bytes > limits.MaxFileBytes)
        {
            reasons.Add($"{PushPolicyPaths.Printable(diff.LargestBytes.Path)} has {Megabytes(diff.LargestBytes.Bytes)}, more than the {Megabytes(limits.MaxFileBytes)} that are allowed. Leave it out, also of the history, or raise Publishing:MaxFileBytes.");
        }
    }

    private static void AddSecrets(BranchDiff diff, PublishingOptions limits, List<string> reasons)
    {
        if (limits.ScanSecrets && diff.Secrets.Count > 0)
        {
            var places = diff.Secrets.Take(Named).Select(secret => $"{PushPolicyPaths.Printable(secret.Path)}:{secret.Line} ({secret.Kind})");
            reasons.Add($"Added lines look like secrets: {string.Join(", ", places)}{More(diff.Secrets.Count)}. Take them out of the history of the branch, and revoke them if they are real.");
        }
    }

    private static void AddFiles(List<string> reasons, IEnumerable<BranchDiffFile> files, string reason, string next)
    {
        var paths = files.Select(file => PushPolicyPaths.Printable(file.Path)).Distinct(StringComparer.Ordinal).ToArray();
        if (paths.Length > 0)
        {
            reasons.Add($"{reason}: {string.Join(", ", paths.Take(Named))}{More(paths.Length)}. {next}.");
        }
    }

    private static string More(int count) => count > Named ? $" and {count - Named} more" : "";

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / (1024.0 * 1024):0.#} MB");
}
