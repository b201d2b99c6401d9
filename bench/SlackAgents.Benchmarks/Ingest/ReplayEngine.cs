using System.Runtime.CompilerServices;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Benchmarks.Ingest;

/// <summary>An engine whose one sandbox has written everything already and has ended. It stands at the wall; all behind it is real.</summary>
internal sealed class ReplayEngine(IReadOnlyList<string> lines) : ISandboxEngine
{
    public async IAsyncEnumerable<OutputLine> ReadOutputAsync(SandboxId sandbox, OutputCursor? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (var number = 0; number < lines.Count; number++)
        {
            yield return new OutputLine(new OutputCursor("2030-01-02T03:04:05.000000000Z", number + 1), IsError: false, lines[number], WasCut: false);
        }
    }

    public Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartAsync(SandboxId sandbox, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WriteInputAsync(SandboxId sandbox, string line, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SandboxStatus> InspectAsync(SandboxId sandbox, bool measure, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(SandboxId sandbox, TimeSpan grace, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long?> ExportAsync(SandboxId sandbox, string directory, IReadOnlyList<string> paths, string tarFile, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveAsync(SandboxId sandbox, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SandboxListing>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
