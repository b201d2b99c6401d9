namespace SlackAgents.Core.Repositories;

/// <summary>Where repositories live on the host. One instance per installation; the Host registers it from <c>DataDirectory</c>.</summary>
/// <param name="DataDirectory">The data directory, absolute or relative to the working directory.</param>
internal sealed record RepositoryStorage(string DataDirectory)
{
    /// <summary>Bare mirrors, <c>&lt;owner&gt;/&lt;name&gt;.git</c> in lower case.</summary>
    public string Mirrors => Path.Combine(Path.GetFullPath(DataDirectory), "mirrors");

    /// <summary>Damaged mirrors that were moved aside; one per repository is kept for a person to look at.</summary>
    public string Damaged => Path.Combine(Path.GetFullPath(DataDirectory), "mirrors-damaged");

    /// <summary>Quarantine repositories, one per run.</summary>
    public string Quarantines => Path.Combine(Path.GetFullPath(DataDirectory), "quarantine");

    /// <summary>An empty directory that every git process has for a home, so that no configuration of a person is read.</summary>
    public string GitHome => Path.Combine(Path.GetFullPath(DataDirectory), "git-home");
}
