using System.Net;
using Polly;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.GitHub.Http;

/// <summary>What an error of GitHub means for people: a sentence, and the page where it is put right.</summary>
internal sealed class GitHubFailures(GitHubAddresses addresses)
{
    /// <summary>Runs an operation and turns what GitHub says into a <see cref="RepositoryException"/>.</summary>
    /// <param name="repository">What it is about.</param>
    /// <param name="app">Slug of the App when it is known, for links.</param>
    /// <param name="operation">What is done.</param>
    public async Task<T> TranslateAsync<T>(RepositoryName repository, Func<string?> app, Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException or ExecutionRejectedException)
        {
            throw ToRepositoryException(exception, repository, app());
        }
    }

    /// <summary>The same for an operation that is about no repository in particular.</summary>
    public async Task<T> TranslateAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (LimitException limit)
        {
            throw new RepositoryException(RepositoryFailure.RateLimited, $"GitHub limits our requests. It can be tried again in {Wait(limit.RetryAfter)}.", limit) { RetryAfter = limit.RetryAfter };
        }
        catch (AuthorizationException exception)
        {
            throw NotAccepted(exception);
        }
        catch (ApiException exception)
        {
            throw new RepositoryException(RepositoryFailure.Unavailable, $"GitHub answered {(int)exception.StatusCode} {Printable(exception.ApiError.Message)}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or ExecutionRejectedException)
        {
            throw Unreachable(exception);
        }
    }

    public RepositoryException ToRepositoryException(Exception exception, RepositoryName repository, string? slug) => exception switch
    {
        LimitException limit => new RepositoryException(
            RepositoryFailure.RateLimited, $"GitHub limits our requests for {repository}. It can be tried again in {Wait(limit.RetryAfter)}.", exception) { RetryAfter = limit.RetryAfter },
        NotFoundException => NotInstalled(repository, slug, exception),
        ForbiddenException forbidden => NotAllowed(forbidden, repository, slug),
        AuthorizationException => NotAccepted(exception),
        ApiValidationException validation when validation.ApiError.Says("permission") => new RepositoryException(
            RepositoryFailure.NotAllowed,
            $"The GitHub App lacks a permission on {repository} ({Printable(validation.ApiError.Message)}). Grant it in the App's settings and accept it in the installation.",
            exception) { HelpUrl = slug is null ? null : addresses.InstallUrl(slug) },
        ApiException { StatusCode: HttpStatusCode.UnavailableForLegalReasons or HttpStatusCode.Gone } => new RepositoryException(
            RepositoryFailure.ReadOnly, $"GitHub has disabled {repository} or this part of it.", exception),
        ApiException api when (int)api.StatusCode >= 500 => new RepositoryException(
            RepositoryFailure.Unavailable, $"GitHub has an outage (it answered {(int)api.StatusCode}). Try again later; www.githubstatus.com says more.", exception),
        ApiException api => new RepositoryException(
            RepositoryFailure.NotAllowed, $"GitHub refused a request for {repository}: {(int)api.StatusCode} {Printable(api.ApiError.Message)}", exception),
        _ => Unreachable(exception),
    };

    private static RepositoryException NotAccepted(Exception exception) => new(
        RepositoryFailure.NotAllowed, "GitHub does not accept our App's credentials. Check GitHub:AppId, the private key, and the clock of this machine.", exception);

    private RepositoryException Unreachable(Exception exception) =>
        new(RepositoryFailure.Unavailable, $"GitHub cannot be reached at {addresses.Api.Host}. Check the network and GitHub:ApiUrl.", exception);

    private RepositoryException NotInstalled(RepositoryName repository, string? slug, Exception exception)
    {
        var page = slug is null ? null : addresses.InstallUrl(slug);
        return new RepositoryException(
            RepositoryFailure.NotInstalled,
            $"The GitHub App is not installed on {repository}, or there is no such repository. {(page is null ? "Install it from the App's page." : $"Install it: {page}")}",
            exception) { HelpUrl = page };
    }

    private RepositoryException NotAllowed(ForbiddenException exception, RepositoryName repository, string? slug)
    {
        if (exception.ApiError.Says("suspended"))
        {
            return new RepositoryException(RepositoryFailure.NotAllowed, $"The installation of the GitHub App on {repository.Owner} is suspended. Its owner can unsuspend it.", exception);
        }

        if (exception.ApiError.Says("archived"))
        {
            return new RepositoryException(RepositoryFailure.ReadOnly, $"{repository} is archived. Unarchive it first.", exception);
        }

        var permission = exception.AcceptedPermissions is { Length: > 0 } accepted
            ? $"the permission {Printable(accepted).Replace("=", ":", StringComparison.Ordinal)}"
            : $"a permission ({Printable(exception.ApiError.Message)})";
        var page = slug is null ? null : addresses.InstallUrl(slug);
        return new RepositoryException(
            RepositoryFailure.NotAllowed,
            $"The GitHub App lacks {permission} on {repository}. Grant it in the App's settings, then accept it in the installation{(page is null ? "" : $": {page}")}.",
            exception) { HelpUrl = page };
    }

    private static string Wait(TimeSpan wait) => wait.TotalSeconds < 90 ? $"{Math.Ceiling(wait.TotalSeconds):0} seconds" : $"{Math.Ceiling(wait.TotalMinutes):0} minutes";

    private static string Printable(string? text) =>
        text is null ? "no message" : string.Concat(text.Where(character => !char.IsControl(character)).Take(200));
}
