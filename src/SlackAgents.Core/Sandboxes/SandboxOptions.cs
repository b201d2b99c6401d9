using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Sandboxes;

/// <summary>Section <c>Sandbox</c>: image and limits of every sandbox.</summary>
internal sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <value>The image, made by <c>scripts/sandbox-image</c>. Default <c>slackagents/sandbox:latest</c>.</value>
    [Required]
    public string Image { get; set; } = "slackagents/sandbox:latest";

    /// <value>
    /// Image of a harness by its name, for those that the choice by itself is not right for: it takes <see cref="Image"/> if that
    /// holds the harness, else the image of the same repository that is tagged with the harness's name.
    /// </value>
    public Dictionary<string, string> Images { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <value>OCI runtime of the engine, for example <c>runsc</c> for gVisor. Default: the engine's own.</value>
    public string? Runtime { get; set; }

    /// <value>CPUs, 0.1–64. Default 2.</value>
    [Range(0.1, 64)]
    public double Cpus { get; set; } = 2;

    /// <value>Memory in MiB, 256–262144; swap is never added. Default 4096.</value>
    [Range(256, 262_144)]
    public int MemoryMb { get; set; } = 4096;

    /// <value>Processes and threads, 32–65536. Default 512.</value>
    [Range(32, 65_536)]
    public int Pids { get; set; } = 512;

    /// <value>Disk in MiB that a sandbox may write, 64–1048576. Watched, not a quota: engines on ext4 have none. Default 8192.</value>
    [Range(64, 1_048_576)]
    public int DiskMb { get; set; } = 8192;

    /// <value>Size of /tmp in MiB, held in memory, 16–65536. Default 512.</value>
    [Range(16, 65_536)]
    public int TmpMb { get; set; } = 512;

    /// <value>uid:gid of the agent; never root. Default <c>1000:1000</c>.</value>
    [RegularExpression("^[1-9][0-9]*:[1-9][0-9]*$", ErrorMessage = "must be uid:gid, both above 0")]
    public string User { get; set; } = "1000:1000";

    /// <value>How long a stopped sandbox is kept for follow-ups. Default one day.</value>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(1);

    /// <value>Size in MiB of an agent's memory of one run that is kept for another sandbox, 1–4096. Default 64.</value>
    [Range(1, 4096)]
    public int MaxSessionMb { get; set; } = 64;

    /// <value>How long it is kept. Default 30 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan KeepSessions { get; set; } = TimeSpan.FromDays(30);
}
