using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What the run's branch holds, read from the quarantine: the sandbox's own words about it are not asked for.</summary>
internal sealed class BranchChanges(RunRepositories repositories, Quarantines quarantines, BranchDiffReader diffs)
{
    /// <summary>Null when nothing was pushed to the quarantine, or nothing that differs from the base.</summary>
    public async Task<BranchSummary?> SummarizeAsync(Run run, CancellationToken cancellationToken) =>
        await ReadAsync(run, cancellationToken) is { } diff ? BranchSummary.Of(diff) : null;

    public async Task<BranchDiff?> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        if (repositories.FindQuarantine(run) is not { } path || run.BaseSha is not { } baseSha)
        {
            return null;
        }

        var head = await quarantines.ReadBranchAsync(path, run.Branch, cancellationToken);
        if (head is null || head == baseSha)
        {
            return null;
        }

        var diff = await diffs.ReadAsync(path, baseSha, head, cancellationToken);
        return diff.IsEmpty ? null : diff;
    }
}
