using System.Text.RegularExpressions;

namespace SlackAgents.Core.Repositories;

/// <summary>What the host's refusal of a push means, and what to do about it.</summary>
internal static partial class PushRejection
{
    /// <summary>Fragments of the answers of GitHub and git (docs.github.com, "Available rules for rulesets"; git push's status lines).</summary>
    private static readonly (string Mark, string Sentence)[] Known =
    [
        ("without `workflows` permission", "GitHub does not let the App change workflow files. Grant it the permission 'Workflows', or keep .github/workflows out of the task."),
        ("without `workflow` scope", "GitHub does not let the App change workflow files. Grant it the permission 'Workflows', or keep .github/workflows out of the task."),
        ("GH001", "A file is larger than GitHub accepts (100 MB). Ask for it to be left out or kept in Git LFS."),
        ("GH008", "A file is kept in Git LFS, whose content was not uploaded. Ask for it to be left out."),
        ("push cannot contain secrets", "GitHub's push protection found a secret in a commit. Ask for it to be taken out of the history of the branch."),
        ("GH013", "A rule of the repository does not allow this push. Let the rules for 'agent/**' admit the App, or change the task."),
        ("GH006", "The branch is protected. Take 'agent/**' out of the protection rule, or let the App push to it."),
        ("protected branch hook declined", "The branch is protected. Take 'agent/**' out of the protection rule, or let the App push to it."),
        ("must have verified signatures", "The repository asks for signed commits. Take 'agent/**' out of this rule."),
        ("repository rule violations", "A rule of the repository does not allow this push. Let the rules for 'agent/**' admit the App, or change the task."),
        ("pre-receive hook declined", "A check on the host does not allow this push. Its administrators can say which."),
        ("repository is archived", "The repository is archived. Unarchive it first."),
        ("read-only", "The repository is read-only for now. Try again later."),
        ("(non-fast-forward)", "Somebody else pushed to the branch in the meantime; nothing of theirs is overwritten. Start a new run, or merge their commits first."),
        ("(fetch first)", "Somebody else pushed to the branch in the meantime; nothing of theirs is overwritten. Start a new run, or merge their commits first."),
        ("cannot lock ref", "The branch cannot be created beside another one of the same beginning. Delete that branch on the host."),
    ];

    /// <summary>The sentence for people when the push was refused, or null when it failed otherwise.</summary>
    public static string? Describe(string errors)
    {
        foreach (var (mark, sentence) in Known)
        {
            if (errors.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return sentence;
            }
        }

        var reason = Status().Match(errors);
        return reason.Success ? $"The host refused the push: {reason.Groups["reason"].Value}." : null;
    }

    [GeneratedRegex(@"^\s*! \[(?:remote )?rejected\].*\((?<reason>[^()\n]{1,200})\)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Status();
}
