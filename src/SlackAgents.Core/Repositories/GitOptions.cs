namespace SlackAgents.Core.Repositories;

/// <summary>How the git CLI is run on the host.</summary>
internal sealed class GitOptions
{
    public const string Section = "Git";

    /// <summary>The git executable, by name or path. At least version 2.31, for <c>GIT_CONFIG_COUNT</c>.</summary>
    public string Executable { get; set; } = "git";

    /// <summary>Limit of one clone or fetch of a mirror.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Limit of one push to the host.</summary>
    public TimeSpan PushTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Limit of a command that only touches the disk.</summary>
    public TimeSpan LocalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a run waits for another one that fetches the same repository.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Largest pack that one push into a quarantine may carry, in bytes.</summary>
    public long MaxReceiveBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Largest mirror, in bytes of its objects. A fetch that grows beyond is killed.</summary>
    public long MaxMirrorBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Number of packs from which on a mirror is repacked when nobody fetches it.</summary>
    public int RepackFromPacks { get; set; } = 20;
}
