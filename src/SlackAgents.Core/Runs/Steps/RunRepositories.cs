using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What a run needs of its repository on the host: the mirror to read, the quarantine to push into, the door to both.</summary>
internal sealed class RunRepositories(RepositoryMirrors mirrors, Quarantines quarantines, IGateway gateway, RunFolders folders, RunProviders providers, RunTools tools)
{
    public Task<MirrorSnapshot> FetchAsync(Run run, LiveRun live, CancellationToken cancellationToken) =>
        live.Steps.MeasureAsync("mirror", () => mirrors.FetchAsync(run.Repository, run.Base, cancellationToken));

    /// <summary>Opens the run's quarantine when the mirror is there.</summary>
    public async Task<string> OpenQuarantineAsync(Run run, Task<MirrorSnapshot> mirror, CancellationToken cancellationToken) =>
        await quarantines.OpenAsync(run.Id, await mirror, cancellationToken);

    /// <summary>Opens the run's door; requests that come early wait for <paramref name="mirror"/>.</summary>
    public async Task OpenDoorAsync(Run run, LiveRun live, Task<MirrorSnapshot> mirror, Task<string> quarantine, CancellationToken cancellationToken)
    {
        if (live.Door is { } stale)
        {
            live.Door = null;
            await stale.DisposeAsync();
        }

        live.Door = await gateway.OpenAsync(Session(run, live, PathOf(mirror), quarantine), cancellationToken);
    }

    /// <summary>After a restart the sandbox still runs: its door is opened again on what is on disk, without asking GitHub.</summary>
    public async Task ReopenDoorAsync(Run run, LiveRun live, CancellationToken cancellationToken)
    {
        if (live.Door is not null)
        {
            return;
        }

        var mirror = Task.FromResult(mirrors.PathOf(run.Repository));
        live.Door = await gateway.OpenAsync(Session(run, live, mirror, Task.FromResult(quarantines.PathOf(run.Id))), cancellationToken);
    }

    /// <summary>Path of the run's quarantine, or null when nothing was ever fetched for it.</summary>
    public string? FindQuarantine(Run run)
    {
        var path = quarantines.PathOf(run.Id);
        return Directory.Exists(path) ? path : null;
    }

    private GatewaySession Session(Run run, LiveRun live, Task<string> mirror, Task<string> quarantine) => new()
    {
        Run = run.Id,
        RunDirectory = folders.Open(run.Id),
        Repository = run.Repository,
        Mirror = mirror,
        Quarantine = quarantine,
        Branch = run.Branch,
        Providers = providers.Of(run),
        Tools = tools.Open(live),
        AskTool = tools.AskToolOf(run),
        ToolServers = tools.ServersFor(run),
        Observer = live,
    };

    private static async Task<string> PathOf(Task<MirrorSnapshot> mirror) => (await mirror).Path;
}
