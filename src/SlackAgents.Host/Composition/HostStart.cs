using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Composition;

/// <summary>How a host is to be started.</summary>
internal sealed record HostStart
{
    /// <summary>Configuration given on the command line: <c>--Runs:MaxConcurrent=2</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Settings that win over everything: what <c>tryout</c> must have.</summary>
    public IReadOnlyDictionary<string, string?> Fixed { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Id of the installation; null takes the one that its database keeps.</summary>
    public InstanceId? Instance { get; init; }

    /// <summary>The console belongs to somebody else: only errors are logged there.</summary>
    public bool Quiet { get; init; }
}
