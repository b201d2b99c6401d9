using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>What it costs to watch runs.</summary>
internal sealed class ViewerBench : IBench
{
    public string Name => "viewer";

    public string Title => "Watching a run";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken) =>
        $"{await PagesBench.RunAsync(progress, cancellationToken)}\n\n{await ReadersBench.RunAsync(progress, cancellationToken)}";
}
