using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.GitHub.Pages;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.GitHub.Users;

namespace SlackAgents.Playground.GitHub;

/// <summary>Puts the site together and maps REST, git and the pages a person opens.</summary>
internal sealed class GitHubStandIn : IDisposable
{
    private readonly SiteState _state;
    private readonly GitHubApi _api;
    private readonly SmartHttpEndpoint _git;
    private readonly PullRequestPage _pages;
    private readonly SignInEndpoints _signIn;

    private GitHubStandIn(SiteState state, HttpClient client)
    {
        _state = state;
        _api = new GitHubApi(state, new AppJwtVerifier(state.Settings, state.AppKey, state.Time), RouteTable.All);
        _git = new SmartHttpEndpoint(state);
        _pages = new PullRequestPage(state);
        _signIn = new SignInEndpoints(state);
        Site = new GitHubSite(state, client);
    }

    public GitHubSite Site { get; }

    public static async Task<GitHubStandIn> CreateAsync(GitHubSettings settings, string dataDirectory, TimeProvider time, HttpClient client, CancellationToken cancellationToken)
    {
        var state = new SiteState(settings, dataDirectory, time);
        foreach (var seed in settings.Repositories)
        {
            await state.CreateRepositoryAsync(seed, cancellationToken);
        }

        return new GitHubStandIn(state, client);
    }

    public void Map(WebApplication app)
    {
        app.Map(GitHubApi.Prefix + "/{**path}", _api.AnswerAsync);
        app.Map("/git/{owner}/{name}/{**service}", (HttpContext context, string owner, string name, string service) => _git.AnswerAsync(context, owner, name, service));
        app.MapGet("/login/oauth/authorize", _signIn.AuthorizeAsync);
        app.MapPost("/login/oauth/access_token", _signIn.ExchangeAsync);
        app.MapGet("/git-web/{owner}/{name}/pull/{number:int}", (HttpContext context, string owner, string name, int number) => _pages.ShowAsync(context, owner, name, number));
        app.MapGet("/git-web/{owner}/{name}", (HttpContext context, string owner, string name) => _pages.ListAsync(context, owner, name));
    }

    public void Dispose() => _state.Dispose();
}
