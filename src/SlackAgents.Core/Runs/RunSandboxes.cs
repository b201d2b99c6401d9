using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs;

/// <summary>Tells the reaper which sandboxes are still needed, and cleans up on the host after it.</summary>
internal sealed class RunSandboxes(IRunStore store, RunStateChanger changer, LiveRuns liveRuns, Quarantines quarantines, RunFolders folders, AttachmentFiles attachments) : ISandboxOwners
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public async Task<SandboxOwner?> FindAsync(RunId run, CancellationToken cancellationToken) =>
        await store.GetAsync(run, cancellationToken) is { } found ? new SandboxOwner(found.AtRest ? found.StateSince : null) : null;

    public Task<IAsyncDisposable?> ClaimAsync(RunId run, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable?>(liveRuns.TryAdd(run) is { } live ? new Claim(liveRuns, live) : null);

    public async Task ForgetAsync(RunId run, CancellationToken cancellationToken)
    {
        await changer.UpdateAsync(run, AnyState, current => current with { Sandbox = null, SessionStarted = false, TurnCursor = null }, cancellationToken);
        await quarantines.RemoveAsync(run, cancellationToken);
        folders.Remove(run);
        attachments.Remove(run);
    }

    private sealed class Claim(LiveRuns liveRuns, LiveRun live) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await liveRuns.RemoveAsync(live);
    }
}
