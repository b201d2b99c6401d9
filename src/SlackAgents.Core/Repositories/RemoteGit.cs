using Polly;
using Polly.Retry;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>Talks to the host with git: one token for one operation, retried where that is safe, revoked right after.</summary>
internal sealed class RemoteGit(IRepositoryHost host, GitRunner git, TokenRevocations revocations, TimeProvider time)
{
    /// <summary>GitHub answers 401 to a token younger than 5 s now and then (as octokit/auth-app handles it).</summary>
    private const int AuthenticationRetries = 3;

    private const int OutageRetries = 2;

    /// <summary>Mints a token, runs <paramref name="operation"/>, and revokes the token whatever happened.</summary>
    /// <exception cref="RepositoryException">The host refused or does not answer.</exception>
    public async Task<T> WithTokenAsync<T>(RepositoryName repository, TokenPurpose purpose, Func<Session, Task<T>> operation, CancellationToken cancellationToken)
    {
        var token = await host.MintTokenAsync(repository, purpose, cancellationToken);
        try
        {
            return await operation(new Session(this, repository, new GitCredential(host.GetCloneUrl(repository), token.Value)));
        }
        finally
        {
            revocations.Begin(token);
        }
    }

    private async Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken)
    {
        var pipeline = new ResiliencePipelineBuilder<GitResult> { TimeProvider = time }
            .AddRetry(Retry(OutageRetries, TimeSpan.FromSeconds(1), exception => !exception.TimedOut && IsOutage(exception)))
            .AddRetry(Retry(AuthenticationRetries, TimeSpan.FromSeconds(1), GitFailureTriage.IsAuthentication))
            .Build();
        return await pipeline.ExecuteAsync(async token => await git.RunAsync(command, token), cancellationToken);
    }

    private static bool IsOutage(GitException exception) =>
        GitFailureTriage.ToRepositoryException(exception, Any).Failure is RepositoryFailure.Unavailable;

    private static readonly RepositoryName Any = RepositoryName.Parse("any/repository");

    private static RetryStrategyOptions<GitResult> Retry(int attempts, TimeSpan delay, Func<GitException, bool> when) => new()
    {
        ShouldHandle = new PredicateBuilder<GitResult>().Handle(when),
        MaxRetryAttempts = attempts,
        Delay = delay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };

    /// <summary>The time in which the token lives.</summary>
    internal sealed class Session(RemoteGit remote, RepositoryName repository, GitCredential credential)
    {
        /// <summary>Clone URL without credentials, as an argument of a command.</summary>
        public string Url => credential.Remote.AbsoluteUri;

        /// <exception cref="GitException">The failure as git told it, after retries.</exception>
        public Task<GitResult> RunRawAsync(GitCommand command, CancellationToken cancellationToken) =>
            remote.RunAsync(command with { Credential = credential }, cancellationToken);

        /// <exception cref="RepositoryException">The failure as it means to people, after retries.</exception>
        public async Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken)
        {
            try
            {
                return await RunRawAsync(command, cancellationToken);
            }
            catch (GitException exception)
            {
                throw GitFailureTriage.ToRepositoryException(exception, repository);
            }
        }
    }
}
