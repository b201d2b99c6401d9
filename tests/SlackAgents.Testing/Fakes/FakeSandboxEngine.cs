using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Testing.Fakes;

/// <summary>An engine whose containers run a scripted agent in this process. Outlives the product, as a real one does.</summary>
internal sealed class FakeSandboxEngine(FakeGateway gateway) : ISandboxEngine
{
    private readonly ConcurrentDictionary<SandboxId, FakeSandbox> _sandboxes = new();

    /// <summary>What the agent does in a turn; returns its exit code.</summary>
    public Func<FakeTurn, Task<int>> Agent { get; set; } = Agents.EditAsync;

    /// <summary>Called with the name of each operation before it is done; throws to fail it.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Called with each line before it is written; may wait.</summary>
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before a sandbox is made or found; may wait.</summary>
    public Func<Task> BeforeCreate { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before files are copied out; may wait.</summary>
    public Func<Task> BeforeExport { get; set; } = () => Task.CompletedTask;

    /// <summary>Size that an export says it had; null for too much.</summary>
    public long? ExportedBytes { get; set; } = 1;

    /// <summary>Writes whatever a hostile sandbox is to give instead of its files.</summary>
    public Action<string>? OnExport { get; set; }

    /// <summary>Most sandboxes that ever ran at the same time.</summary>
    public int MostRunning { get; private set; }

    public IReadOnlyList<FakeSandbox> Sandboxes => [.. _sandboxes.Values];

    public FakeSandbox Of(RunId run) => _sandboxes.Values.Single(sandbox => sandbox.Run == run);

    public async Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        await BeforeCreate().WaitAsync(cancellationToken);
        return await DoAsync("create", () => Create(spec), cancellationToken);
    }

    public Task StartAsync(SandboxId sandbox, CancellationToken cancellationToken) => DoAsync("start", () =>
    {
        Find(sandbox).Start(Agent);
        MostRunning = Math.Max(MostRunning, _sandboxes.Values.Count(one => one.State == SandboxState.Running));
        return 0;
    }, cancellationToken);

    public IAsyncEnumerable<OutputLine> ReadOutputAsync(SandboxId sandbox, OutputCursor? after, CancellationToken cancellationToken)
    {
        Before("read");
        return Find(sandbox).ReadAsync(after, cancellationToken);
    }

    public async Task WriteInputAsync(SandboxId sandbox, string line, CancellationToken cancellationToken)
    {
        await BeforeWrite(line).WaitAsync(cancellationToken);
        await DoAsync("write", () =>
        {
            Find(sandbox).Write(line);
            return 0;
        }, cancellationToken);
    }

    public Task<SandboxStatus> InspectAsync(SandboxId sandbox, bool measure, CancellationToken cancellationToken) => DoAsync(measure ? "measure" : "inspect", () =>
        _sandboxes.TryGetValue(sandbox, out var one)
            ? new SandboxStatus(one.State, one.ExitCode, one.OutOfMemory, null, null, measure ? one.WrittenBytes : null)
            : new SandboxStatus(SandboxState.Missing, null, OutOfMemory: false, null, null, null), cancellationToken);

    /// <summary>As with a real engine, nothing of the turn is left when it returns.</summary>
    public async Task StopAsync(SandboxId sandbox, TimeSpan grace, CancellationToken cancellationToken)
    {
        var stopped = await DoAsync("stop", () =>
        {
            Find(sandbox).Kill();
            return Find(sandbox);
        }, cancellationToken);
        await stopped.EndedAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Writes the paths' names as lines: enough to see what was kept of whom.</summary>
    public async Task<long?> ExportAsync(SandboxId sandbox, string directory, IReadOnlyList<string> paths, string tarFile, long maxBytes, CancellationToken cancellationToken)
    {
        await BeforeExport().WaitAsync(cancellationToken);
        return await DoAsync("export", () =>
        {
            if (OnExport is { } export)
            {
                export(tarFile);
                return new FileInfo(tarFile).Length;
            }

            if (Find(sandbox).Files is { Count: > 0 } files)
            {
                return FakeTar.Write(tarFile, [.. paths.Where(path => files.ContainsKey($"{directory}/{path}")).Select(path => (path, files[$"{directory}/{path}"]))], maxBytes);
            }

            File.WriteAllLines(tarFile, paths.Prepend(sandbox.Value));
            return ExportedBytes;
        }, cancellationToken);
    }

    public Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken) => DoAsync("import", () =>
    {
        Find(sandbox).Imported = File.ReadAllText(tarFile);
        return 0;
    }, cancellationToken);

    public Task RemoveAsync(SandboxId sandbox, CancellationToken cancellationToken) => DoAsync("remove", () =>
    {
        if (_sandboxes.TryRemove(sandbox, out var one))
        {
            one.Vanish();
        }

        return 0;
    }, cancellationToken);

    public Task<IReadOnlyList<SandboxListing>> ListAsync(CancellationToken cancellationToken) => DoAsync<IReadOnlyList<SandboxListing>>("list", () =>
        [.. _sandboxes.Values.Select(one => new SandboxListing(one.Id, one.Run, one.State, one.CreatedAt))], cancellationToken);

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    private SandboxId Create(SandboxSpec spec)
    {
        if (_sandboxes.Values.FirstOrDefault(sandbox => sandbox.Run == spec.Run) is { } known)
        {
            return known.Id;
        }

        var id = new SandboxId($"sandbox-{spec.Run}-{Guid.NewGuid():N}");
        _sandboxes[id] = new FakeSandbox(id, spec, gateway, TimeProvider.System.GetUtcNow());
        return id;
    }

    private FakeSandbox Find(SandboxId id) =>
        _sandboxes.TryGetValue(id, out var sandbox) ? sandbox : throw new SandboxException(SandboxFailure.Missing, "The sandbox is gone.");

    private async Task<T> DoAsync<T>(string operation, Func<T> work, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Before(operation);
        return work();
    }
}
