using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Gateway;

/// <summary>Section <c>Gateway</c>: limits of the sandbox's only door. Each limit is per run.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <value>The git program of the host. Default <c>git</c>, looked up in the path.</value>
    [Required]
    public string GitProgram { get; set; } = "git";

    /// <value>Open connections of one run, 8–4096. Default 256; further ones are closed at once.</value>
    [Range(8, 4096)]
    public int MaxConnections { get; set; } = 256;

    /// <value>Requests per second of one run, 1–10000. Default 100; twice as many may come at once.</value>
    [Range(1, 10_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <value>Largest body of a model request in MiB, 1–256. Default 32, the provider's own limit.</value>
    [Range(1, 256)]
    public int MaxModelRequestMb { get; set; } = 32;

    /// <value>How long a provider may stay silent. Default 10 minutes.</value>
    public TimeSpan ModelIdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <value>
    /// Whether requests may ask the provider to reach the web for the run (web search, web fetch, remote MCP servers,
    /// files by URL). Default false: that would be a way round the web door.
    /// </value>
    public bool AllowProviderWebTools { get; set; }

    /// <value>Largest single push in MiB, 1–16384. Default 512.</value>
    [Range(1, 16_384)]
    public int MaxPushMb { get; set; } = 512;

    /// <value>All pushes of a run together in MiB, refused ones too, 1–65536. Default 2048.</value>
    [Range(1, 65_536)]
    public int MaxPushTotalMb { get; set; } = 2048;

    /// <value>git processes at work for one run, 1–64. Default 4; further requests wait.</value>
    [Range(1, 64)]
    public int MaxGitProcesses { get; set; } = 4;

    /// <value>How long one git request may take. Default 10 minutes.</value>
    public TimeSpan GitTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <value>How long a git request waits for the mirror to be fetched. Default 5 minutes.</value>
    public TimeSpan MirrorTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
