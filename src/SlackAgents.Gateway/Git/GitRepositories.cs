using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Finds the directory behind a request. Reads come from the mirror until the run has pushed, and from the quarantine
/// after that: the mirror never holds the run's branch before it is published, and a later turn in a new sandbox has to
/// find its own work. The quarantine borrows the mirror's objects, so nothing is lost by the change.
/// </summary>
internal sealed partial class GitRepositories(GitProcess git, IOptions<GatewayOptions> options, TimeProvider time, ILogger<GitRepositories> logger)
{
    /// <exception cref="GitRefusal">The mirror is not there.</exception>
    public async Task<string> FindForFetchAsync(GatewaySession session, CancellationToken cancellationToken)
    {
        var mirror = await WaitAsync(session, session.Mirror, cancellationToken);
        if (!session.Quarantine.IsCompletedSuccessfully)
        {
            return mirror;
        }

        var quarantine = await session.Quarantine;
        var question = new GitCommand(["--git-dir", quarantine, "show-ref", "--verify", "--quiet", "refs/heads/" + session.Branch], []);
        return await git.RunAsync(question, Stream.Null, static (_, _) => ValueTask.CompletedTask, cancellationToken) == 0 ? quarantine : mirror;
    }

    /// <exception cref="GitRefusal">The quarantine is not there.</exception>
    public Task<string> FindForPushAsync(GatewaySession session, CancellationToken cancellationToken) =>
        WaitAsync(session, session.Quarantine, cancellationToken);

    private async Task<string> WaitAsync(GatewaySession session, Task<string> directory, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.WaitAsync(options.Value.MirrorTimeout, time, cancellationToken);
        }
        catch (TimeoutException error) when (!directory.IsFaulted)
        {
            throw new GitRefusal(StatusCodes.Status503ServiceUnavailable, $"{session.Repository} is still being fetched. Try again in a minute.", error);
        }
        catch (RepositoryException error)
        {
            throw new GitRefusal(StatusCodes.Status503ServiceUnavailable, error.Message, error);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Its text was not written for the sandbox and may name the host's paths.
            Log.RepositoryFailed(logger, session.Run, error);
            throw new GitRefusal(StatusCodes.Status503ServiceUnavailable, $"{session.Repository} could not be fetched; the host's log has the cause.", error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Warning, "Run {Run}: its repository is not available at the git door")]
        public static partial void RepositoryFailed(ILogger logger, RunId run, Exception error);
    }
}
