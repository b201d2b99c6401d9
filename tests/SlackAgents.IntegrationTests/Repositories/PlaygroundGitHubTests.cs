using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub;
using SlackAgents.Playground;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Testing;

namespace SlackAgents.IntegrationTests.Repositories;

/// <summary>The adapter, the mirrors and the pusher as the product registers them, against the strict GitHub of the Playground.</summary>
internal sealed class PlaygroundGitHubTests
{
    private static readonly RepositoryName Widgets = RepositoryName.Parse("acme/widgets");
    private static readonly RunId Run = RunId.Parse("0123456789");

    [Test, CancelAfter(120_000)]
    public async Task A_branch_goes_from_mirror_to_draft_pull_request_with_tokens_that_die(CancellationToken cancellationToken)
    {
        using var directory = new TempDirectory();
        await using var playground = await StartAsync(directory, cancellationToken);
        await using var services = Services(playground, directory);
        playground.GitHub.TokenReplicationDelay = TimeSpan.FromMilliseconds(300);

        var (branch, sha) = await WorkAsync(services, directory, cancellationToken);
        var pushed = await services.GetRequiredService<BranchPusher>().PushAsync(
            new BranchPush(Run, Widgets, services.GetRequiredService<Quarantines>().PathOf(Run), branch, sha, null), cancellationToken);
        playground.GitHub.LoseAnswerOfNext("POST /repos/*/pulls");
        var host = services.GetRequiredService<IPullRequestHost>();
        var opened = await host.OpenAsync(new NewPullRequest(Widgets, branch, "main", "Fix", "Because."), cancellationToken);
        var again = await host.OpenAsync(new NewPullRequest(Widgets, branch, "main", "Fix", "Because."), cancellationToken);
        await services.GetRequiredService<TokenRevocations>().DrainAsync(cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(pushed.AlreadyThere, Is.False);
            Assert.That(again, Is.EqualTo(opened));
            Assert.That(opened.IsDraft, Is.True);
            Assert.That(playground.GitHub.PullRequests, Has.Exactly(1).Items);
            Assert.That(playground.GitHub.Pushes.Single().Ref, Is.EqualTo("refs/heads/" + branch));
            Assert.That(playground.GitHub.Tokens, Has.All.Matches<MintedToken>(token => token.RevokedAt is not null && token.Repositories is ["acme/widgets"]));
        });
    }

    [Test, CancelAfter(120_000)]
    public async Task The_doctor_and_the_bot_know_the_app(CancellationToken cancellationToken)
    {
        using var directory = new TempDirectory();
        await using var playground = await StartAsync(directory, cancellationToken);
        await using var services = Services(playground, directory);
        var host = services.GetRequiredService<IRepositoryHost>();

        var problems = await host.CheckAsync(cancellationToken);
        var identity = await host.GetBotIdentityAsync(cancellationToken);
        playground.GitHub.Grant(new Dictionary<string, string>(StringComparer.Ordinal) { ["metadata"] = "read", ["contents"] = "read" });
        var later = await host.CheckAsync(cancellationToken);
        var missing = Assert.ThrowsAsync<RepositoryException>(async () => await host.MintTokenAsync(Widgets, TokenPurpose.Push, cancellationToken))!;

        Assert.Multiple(() =>
        {
            Assert.That(problems, Is.Empty);
            Assert.That(identity.Name, Is.EqualTo("slackagents-playground[bot]"));
            Assert.That(identity.Email, Does.StartWith("198765432+"));
            Assert.That(later, Has.Some.Contains("contents:write"));
            Assert.That(missing.Failure, Is.EqualTo(RepositoryFailure.NotAllowed));
        });
    }

    [Test, CancelAfter(120_000)]
    public async Task The_list_has_what_the_app_may_work_on_and_its_token_dies(CancellationToken cancellationToken)
    {
        using var directory = new TempDirectory();
        await using var playground = await StartAsync(directory, cancellationToken);
        await using var services = Services(playground, directory);

        var listing = await services.GetRequiredService<IRepositoryHost>().ListRepositoriesAsync(cancellationToken);
        await services.GetRequiredService<TokenRevocations>().DrainAsync(cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(listing.Repositories.Select(repository => repository.Name), Has.Member(Widgets).And.No.Member(RepositoryName.Parse("acme/uninstalled")));
            Assert.That(listing.InstallUrl?.AbsolutePath, Does.EndWith("/apps/slackagents-playground/installations/new"));
            Assert.That(playground.GitHub.Tokens.Single().RevokedAt, Is.Not.Null);
        });
    }

    [Test, CancelAfter(120_000)]
    public async Task A_repository_without_the_app_says_where_to_install_it(CancellationToken cancellationToken)
    {
        using var directory = new TempDirectory();
        await using var playground = await StartAsync(directory, cancellationToken);
        await using var services = Services(playground, directory);

        var exception = Assert.ThrowsAsync<RepositoryException>(
            () => services.GetRequiredService<RepositoryMirrors>().FetchAsync(RepositoryName.Parse("acme/uninstalled"), null, cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.NotInstalled));
        Assert.That(exception.HelpUrl?.AbsolutePath, Does.EndWith("/apps/slackagents-playground/installations/new"));
    }

    private static Task<PlaygroundServer> StartAsync(TempDirectory directory, CancellationToken cancellationToken) =>
        PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = directory.Combine("site") }, cancellationToken);

    private static ServiceProvider Services(PlaygroundServer playground, TempDirectory directory)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GitHub:ApiUrl"] = playground.GitHubApiUrl,
            ["GitHub:GitUrl"] = playground.GitHubGitUrl,
            ["GitHub:AppId"] = $"{playground.GitHubAppId}",
            ["GitHub:PrivateKey"] = playground.GitHubPrivateKeyPem,
        }).Build());
        services.AddLogging();
        services.AddRepositories(new RepositoryStorage(directory.Combine("data")));
        services.AddGitHub();
        return services.BuildServiceProvider();
    }

    /// <summary>Clones from the mirror and pushes into the quarantine, as a sandbox does through the gateway.</summary>
    private static async Task<(string Branch, string Sha)> WorkAsync(ServiceProvider services, TempDirectory directory, CancellationToken cancellationToken)
    {
        var branch = AgentBranch.For(Run, "Fix the typo");
        var snapshot = await services.GetRequiredService<RepositoryMirrors>().FetchAsync(Widgets, null, cancellationToken);
        var quarantine = await services.GetRequiredService<Quarantines>().OpenAsync(Run, snapshot, cancellationToken);
        var desk = directory.Combine("desk");
        RepositoryBench.RunIn(directory.Path, "clone", "--quiet", snapshot.Path, desk);
        await File.WriteAllTextAsync(Path.Combine(desk, "README.md"), "# Widgets\n", cancellationToken);
        RepositoryBench.RunIn(desk, "commit", "--quiet", "--all", "-m", "Fix");
        RepositoryBench.RunIn(desk, "push", "--quiet", quarantine, $"HEAD:refs/heads/{branch}");
        return (branch, RepositoryBench.RunIn(desk, "rev-parse", "HEAD"));
    }
}
