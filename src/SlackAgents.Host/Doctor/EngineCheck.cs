using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Host.Provisioning;

namespace SlackAgents.Host.Doctor;

/// <summary>The engine that runs the sandboxes, and the image.</summary>
internal sealed class EngineCheck(
    DockerClient docker,
    ISandboxEngine engine,
    SandboxImages images,
    HarnessCatalog harnesses,
    IOptions<SandboxOptions> sandbox,
    SandboxImageMaker maker) : IDoctorCheck
{
    public string Area => "Docker engine";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var problems = await engine.CheckAsync(cancellationToken);
        if (problems.Count > 0)
        {
            return [.. problems.Select(problem => Finding.Bad(Area, problem, Fix(problem)))];
        }

        var version = await docker.System.GetVersionAsync(cancellationToken);
        var info = await docker.System.GetSystemInfoAsync(cancellationToken);
        var image = await docker.Images.InspectImageAsync(sandbox.Value.Image, cancellationToken);
        return
        [
            Finding.Good(Area, $"{docker.Endpoint} answers: version {version.Version}, API {version.ApiVersion}, kernel {version.KernelVersion}, storage {info.Driver}."),
            info.LiveRestoreEnabled
                ? Finding.Good(Area, "Sandboxes survive a restart of the engine (live-restore).")
                : Finding.Advice(Area, "A restart of the engine would end running sandboxes.", "Add \"live-restore\": true to the engine's daemon.json and reload it."),
            Finding.Good("Sandbox image", $"{sandbox.Value.Image} is there ({image.Size / (1024 * 1024)} MiB{Contents(image.Config?.Labels)})."),
            .. await VariantsAsync(cancellationToken),
        ];
    }

    /// <summary>The agents that need another image than the configured one.</summary>
    private async Task<IReadOnlyList<Finding>> VariantsAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var harness in harnesses.Names)
        {
            var name = await images.NameAsync(harness, cancellationToken);
            if (name == sandbox.Value.Image)
            {
                continue;
            }

            var image = await images.FindAsync(name, cancellationToken);
            findings.Add(image is not null ? Finding.Good("Sandbox image", $"{name} is there for harness={harness} ({image.Size / (1024 * 1024)} MiB{Contents(image.Config?.Labels)}).")
                : maker.IsOn && !sandbox.Value.Images.ContainsKey(harness) ? Finding.Good("Sandbox image", $"{name} is built when a run asks for harness={harness} the first time.")
                : Finding.Advice("Sandbox image", $"{name} is not there, so harness={harness} is refused.", $"Run {SandboxImageScript.RelativePath} --harness {harness} --tag {name}, if anybody is to use it."));
        }

        return findings;
    }

    private string Fix(string problem) =>
        problem.Contains("image", StringComparison.OrdinalIgnoreCase) && maker.IsOn
            ? $"Run {SandboxImageScript.RelativePath}; 'serve' does it by itself while Sandbox:AutoBuild is true."
            : problem.Contains("answer", StringComparison.OrdinalIgnoreCase) || problem.Contains("reach", StringComparison.OrdinalIgnoreCase)
                ? "Run scripts/ensure-docker, or name the engine in Docker:Endpoint."
                : "Change the engine as the sentence says, then look again.";

    private static string Contents(IReadOnlyDictionary<string, string>? labels) =>
        labels?.TryGetValue("slackagents.sandbox.harnesses", out var harnesses) is true ? $", {harnesses}" : string.Empty;
}
