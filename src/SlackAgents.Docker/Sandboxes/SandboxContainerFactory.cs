using System.Globalization;
using System.Reflection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Containers;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Writes the create body of a sandbox. All hardening is here, in one place:
/// no network but loopback; no capability and no way to gain one; our own system call filter; never root; bounded
/// processes, memory without swap, CPU, files and /tmp; nothing of the host but the run's directory, read-only.
/// The root file system stays writable, so that a stopped sandbox keeps workspace and home; its size is watched
/// by the caller, because engines on ext4 have no quota.
/// </summary>
internal static class SandboxContainerFactory
{
    private const long MiB = 1024 * 1024;

    /// <summary>Where the run's directory is inside.</summary>
    public const string RunDirectoryTarget = "/run/slackagents";

    /// <param name="image">Null for the configured one.</param>
    public static CreateContainerParameters Create(SandboxSpec spec, SandboxOptions options, InstanceId instance, string? image = null) => new()
    {
        Name = NameOf(spec.Run),
        Image = image ?? options.Image,
        Hostname = "sandbox",
        User = options.User,
        Env = [.. spec.Environment.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)],
        // Writable by several clients one after the other; the first that leaves must not end it.
        OpenStdin = true,
        StdinOnce = false,
        Tty = false,
        Labels = Labels(spec, instance),
        HostConfig = Host(spec, options),
    };

    public static string NameOf(RunId run) => SandboxLabels.NamePrefix + run.Value;

    private static Dictionary<string, string> Labels(SandboxSpec spec, InstanceId instance)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SandboxLabels.Run] = spec.Run.Value,
            [SandboxLabels.Instance] = instance.Value,
            [SandboxLabels.Version] = ProductVersion,
        };
        if (spec.Harness is { } harness)
        {
            labels[SandboxLabels.Harness] = harness;
        }

        return labels;
    }

    private static HostConfig Host(SandboxSpec spec, SandboxOptions options) => new()
    {
        NetworkMode = "none",
        IpcMode = "private",
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges", $"seccomp={SeccompProfile.Text}"],
        Init = true,
        Runtime = string.IsNullOrWhiteSpace(options.Runtime) ? null : options.Runtime,
        PidsLimit = options.Pids,
        Memory = options.MemoryMb * MiB,
        MemorySwap = options.MemoryMb * MiB,
        NanoCpus = (long)(options.Cpus * 1_000_000_000),
        // No core files: they would hold the agent's memory and fill the disk.
        Ulimits = [new Ulimit("nofile", 8192, 8192), new Ulimit("core", 0, 0)],
        Tmpfs = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/tmp"] = string.Create(CultureInfo.InvariantCulture, $"rw,nosuid,nodev,exec,size={options.TmpMb}m,mode=1777"),
        },
        Mounts = [new Mount("bind", Path.GetFullPath(spec.RunDirectory), RunDirectoryTarget, ReadOnly: true)],
        // Rotation gives a live reader doubled lines, and other drivers break long ones. Options that are left out would be
        // filled in from the engine's daemon.json, so a size beyond any run is named; the engine knows no "unlimited".
        LogConfig = new LogConfig("json-file", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["max-size"] = "1024g",
            ["max-file"] = "1",
            ["compress"] = "false",
        }),
    };

    private static string ProductVersion { get; } =
        typeof(SandboxContainerFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
