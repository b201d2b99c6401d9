using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>One branch of one run that was admitted and shall reach the host.</summary>
/// <param name="Run">Whose branch it is.</param>
/// <param name="Repository">Where it goes.</param>
/// <param name="QuarantinePath">Where it comes from.</param>
/// <param name="Branch">Name of the branch, <c>agent/&lt;run id&gt;-…</c>.</param>
/// <param name="Sha">The commit that the policy admitted. Exactly this one is pushed, wherever the branch points meanwhile.</param>
/// <param name="ExpectedRemoteSha">The commit that we pushed last, or null when none was.</param>
/// <param name="ChangesWorkflows">It holds files for which the host wants a permission of their own.</param>
internal sealed record BranchPush(RunId Run, RepositoryName Repository, string QuarantinePath, string Branch, string Sha, string? ExpectedRemoteSha, bool ChangesWorkflows = false);
