namespace SlackAgents.Core.Repositories;

/// <summary>A repository could not be read or written. <see cref="Exception.Message"/> is a sentence for people, without secrets.</summary>
internal sealed class RepositoryException(RepositoryFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public RepositoryFailure Failure { get; } = failure;

    /// <summary>When the host said how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A page that helps, for example where the App is installed.</summary>
    public Uri? HelpUrl { get; init; }
}
