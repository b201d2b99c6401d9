namespace SlackAgents.Core.Repositories;

/// <summary>The repositories that the App may work on; archived and disabled ones are left out.</summary>
/// <param name="InstallUrl">Page where the App is installed on more of them; null when it is not known.</param>
internal sealed record RepositoryListing(IReadOnlyList<RepositoryInfo> Repositories, Uri? InstallUrl)
{
    public static RepositoryListing Empty { get; } = new([], null);
}
