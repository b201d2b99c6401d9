using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Checks;
using SlackAgents.GitHub.Http;
using SlackAgents.GitHub.Repositories;

namespace SlackAgents.GitHub.PullRequests;

/// <summary>GitHub as the place where pull requests are opened. Each call mints its own token and revokes it.</summary>
internal sealed class GitHubPullRequestHost(
    InstallationTokens tokens, PullRequestsClient pullRequests, ChecksClient checks, GitHubAppProfile profile, GitHubFailures failures) : IPullRequestHost
{
    /// <summary>GitHub refuses longer bodies and titles.</summary>
    private const int MaxBody = 65_536;
    private const int MaxTitle = 256;

    private const int CreateAttempts = 3;

    public Task<PullRequest?> FindAsync(RepositoryName repository, string branch, CancellationToken cancellationToken) =>
        WithTokenAsync(repository, async token => (await FindOpenAsync(repository, branch, token, cancellationToken))?.ToPullRequest(), cancellationToken);

    public Task<PullRequest> OpenAsync(NewPullRequest pullRequest, CancellationToken cancellationToken) =>
        WithTokenAsync(pullRequest.Repository, async token =>
        {
            var opened = await OpenAsync(pullRequest, token, cancellationToken);
            return opened.ToPullRequest();
        }, cancellationToken);

    public Task<PullRequest> UpdateAsync(RepositoryName repository, int number, string title, string body, CancellationToken cancellationToken) =>
        WithTokenAsync(repository, async token =>
        {
            var update = new PullRequestUpdate(Cut(title, MaxTitle), Cut(body, MaxBody));
            return (await pullRequests.UpdateAsync(repository, number, update, token, cancellationToken)).ToPullRequest();
        }, cancellationToken);

    public Task<PullRequestStatus> GetStatusAsync(RepositoryName repository, int number, string sha, CancellationToken cancellationToken) =>
        failures.TranslateAsync(repository, () => profile.KnownSlug, () => tokens.UseAsync(repository, TokenPurpose.Checks, async token =>
        {
            var pullRequest = await pullRequests.GetAsync(repository, number, token, cancellationToken);
            var runs = await checks.GetAllForReferenceAsync(repository, sha, token, cancellationToken);
            var statuses = await checks.GetCombinedAsync(repository, sha, token, cancellationToken);
            return new PullRequestStatus(StateOf(pullRequest), CheckVerdicts.Sum(sha, runs.CheckRuns ?? [], statuses.Statuses ?? []));
        }, cancellationToken));

    private static PullRequestState StateOf(GitHubPullRequest pullRequest) => pullRequest switch
    {
        { Merged: true } or { MergedAt: not null } => PullRequestState.Merged,
        { State: "closed" } => PullRequestState.Closed,
        { Draft: true } => PullRequestState.Draft,
        _ => PullRequestState.Open,
    };

    /// <summary>
    /// Looks first, creates then. An outage after the request was sent leaves open whether it was carried out, so it is
    /// looked for again before it is created again.
    /// </summary>
    private async Task<GitHubPullRequest> OpenAsync(NewPullRequest pullRequest, string token, CancellationToken cancellationToken)
    {
        var isDraft = true;
        for (var attempt = 1; ; attempt++)
        {
            if (await FindOpenAsync(pullRequest.Repository, pullRequest.Branch, token, cancellationToken) is { } existing)
            {
                return existing;
            }

            try
            {
                var request = new NewGitHubPullRequest(Cut(pullRequest.Title, MaxTitle), pullRequest.Branch, pullRequest.Base, Cut(pullRequest.Body, MaxBody), isDraft);
                return await pullRequests.CreateAsync(pullRequest.Repository, request, token, cancellationToken);
            }
            catch (ApiException exception) when (isDraft && exception.ApiError.Says("Draft pull requests are not supported"))
            {
                // Private repositories of free plans; it cannot be known before. Does not count as an attempt.
                isDraft = false;
                attempt--;
            }
            catch (ApiValidationException exception) when (attempt < CreateAttempts && exception.ApiError.Says("pull request already exists"))
            {
                // Somebody was faster: the next look finds it.
                continue;
            }
            catch (ApiValidationException exception)
            {
                throw Refused(exception, pullRequest);
            }
            catch (Exception exception) when (attempt < CreateAttempts && IsOutage(exception))
            {
                // The look has its own retries and waits.
                continue;
            }
        }
    }

    private async Task<GitHubPullRequest?> FindOpenAsync(RepositoryName repository, string branch, string token, CancellationToken cancellationToken) =>
        (await pullRequests.GetAllForRepositoryAsync(repository, branch, token, cancellationToken)).FirstOrDefault();

    private static RepositoryException Refused(ApiValidationException exception, NewPullRequest pullRequest)
    {
        var error = exception.ApiError;
        var sentence = error switch
        {
            _ when error.Says("No commits between") => $"{pullRequest.Branch} has no commits that {pullRequest.Base} does not have, so there is nothing to open a pull request for.",
            _ when error.Errors?.Any(detail => detail is { Field: "head", Code: "invalid" }) == true => $"GitHub does not know the branch {pullRequest.Branch}. It was deleted, or not pushed yet.",
            _ when error.Errors?.Any(detail => detail is { Field: "base", Code: "invalid" }) == true => $"GitHub has no base branch {pullRequest.Base} any more. Name another one with base=.",
            _ when error.Says("pull request already exists") => $"A pull request of {pullRequest.Branch} exists but GitHub does not list it yet. Try again in a minute.",
            _ => $"GitHub refused the pull request: {exception.Message}",
        };
        return new RepositoryException(RepositoryFailure.PushRejected, sentence, exception);
    }

    private static bool IsOutage(Exception exception) =>
        exception is HttpRequestException or TimeoutException or ApiException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError };

    private Task<T> WithTokenAsync<T>(RepositoryName repository, Func<string, Task<T>> operation, CancellationToken cancellationToken) =>
        failures.TranslateAsync(
            repository, () => profile.KnownSlug, () => tokens.UseAsync(repository, TokenPurpose.PullRequest, operation, cancellationToken));

    /// <summary>Cuts text to its limit without tearing a surrogate pair apart.</summary>
    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
