using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Health;

namespace SlackAgents.Host.RunList;

/// <summary>Where the operators' figures come from.</summary>
internal sealed class OperatorSources(
    ISandboxEngine engine, LiveRuns liveRuns, ModelPulse pulse, HealthBoard board, DataDisk disk, IServiceProvider options)
{
    public ISandboxEngine Engine => engine;

    public LiveRuns LiveRuns => liveRuns;

    public ModelPulse Pulse => pulse;

    public SandboxOptions Sandbox => options.GetRequiredService<IOptions<SandboxOptions>>().Value;

    public RunsOptions Runs => options.GetRequiredService<IOptions<RunsOptions>>().Value;

    public string? Fallback => options.GetRequiredService<IOptions<HarnessOptions>>().Value.Fallback is { Harness: { } harness } fallback
        ? $"{harness} · {fallback.Model ?? "its own model"}"
        : null;

    public HealthView Health()
    {
        var (reasons, warnings) = (board.Reasons(), board.Warnings());
        return new HealthView(reasons.Count > 0 ? "unhealthy" : warnings.Count > 0 ? "degraded" : "healthy", reasons, warnings);
    }

    public DiskView? Disk() => disk.Read();
}
