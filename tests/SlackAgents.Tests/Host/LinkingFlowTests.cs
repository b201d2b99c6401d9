using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub;
using SlackAgents.Playground;
using SlackAgents.Playground.GitHub.Users;
using SlackAgents.Testing;
using SlackAgents.Tests.GitHub;

namespace SlackAgents.Tests.Host;

/// <summary>Linking as a browser goes through it, with the Playground's GitHub at the other end.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LinkingFlowTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private PlaygroundServer _playground = null!;
    private ServiceProvider _gitHub = null!;
    private AgentSite _site = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = _folder.Combine("playground") }, CancellationToken.None);
        await ConnectAsync(_playground.GitHubClientSecret);
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        await _site.DisposeAsync();
        await _gitHub.DisposeAsync();
        await _playground.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Whoever_signs_in_is_linked_and_nothing_of_their_access_stays()
    {
        using var browser = new Browser();
        var link = await InviteAsync(_site.Core.Ada);

        var asked = await browser.GetAsync(link);
        var done = await browser.GoOnAsync(link);

        await _site.Core.PrivateWordAsync("linked to the GitHub account octocat");
        var found = await _site.Core.Get<IIdentityLinks>().FindAsync(_site.Core.Ada, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(asked.Text, Does.Contain("<strong>Name of U0ADA &lt;b&gt;</strong>"));
            Assert.That(done.Text, Does.Contain("You are linked as octocat"));
            Assert.That(found?.Account, Is.EqualTo(new GitHubAccount(583231, "octocat")));
            Assert.That(_playground.GitHub.Users.Tokens, Is.Empty, "the user's token was revoked");
            Assert.That(done.Policy, Does.Contain("default-src 'none'").And.Contain("form-action 'none'").And.Not.Contain("http"));
            Assert.That(asked.Policy, Does.Contain($"form-action 'self' {_playground.BaseUrl};"));
            Assert.That(done.Text, Does.Not.Contain("http").And.Not.Contain("//"), "nothing is loaded from elsewhere");
        });
    }

    [Test]
    public async Task What_a_linked_account_may_do_is_asked_of_GitHub()
    {
        using var browser = new Browser();
        await browser.GoOnAsync(await InviteAsync(_site.Core.Ada));
        var account = (await _site.Core.Get<IIdentityLinks>().FindAsync(_site.Core.Ada, CancellationToken.None))!.Account;
        var hubot = new GitHubAccount(21031067, "hubot");
        _playground.GitHub.Users.Put(new SitePerson(21031067, "renamed") { Role = "maintain" });
        var rights = _gitHub.GetRequiredService<IRepositoryRights>();

        Assert.That(
            (await rights.FindAsync(account, GitHubBench.Widgets, CancellationToken.None), await rights.FindAsync(hubot, GitHubBench.Widgets, CancellationToken.None), await rights.FindAsync(account, RepositoryName.Parse("acme/nowhere"), CancellationToken.None)),
            Is.EqualTo((RepositoryRight.Write, RepositoryRight.Admin, RepositoryRight.None)));
    }

    [Test]
    public async Task A_link_works_once()
    {
        using var browser = new Browser();
        var link = await InviteAsync(_site.Core.Ada);
        await browser.GoOnAsync(link);

        var (again, goOn) = (await browser.GetAsync(link), await browser.GoOnAsync(link));

        Assert.That((again.Status, goOn.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That(again.Text, Does.Contain("/agent link"));
    }

    [Test]
    public async Task Another_browser_cannot_bring_the_end_and_does_not_use_the_link_up()
    {
        using var browser = new Browser();
        using var other = new Browser();
        var link = await InviteAsync(_site.Core.Ada);
        var state = HttpUtility.ParseQueryString(link.Query)["state"]!;

        var slipped = await other.GetAsync(new Uri(link, $"/github/callback?state={state}&code=0123456789"));
        var done = await browser.GoOnAsync(link);

        Assert.That(slipped.Text, Does.Contain("same browser"));
        Assert.That(done.Text, Does.Contain("You are linked as octocat"));
    }

    [Test]
    public async Task A_code_that_GitHub_never_gave_links_nobody()
    {
        using var browser = new Browser();
        var link = await InviteAsync(_site.Core.Ada);
        var state = HttpUtility.ParseQueryString(link.Query)["state"]!;
        browser.Remember(link, state);

        var refused = await browser.GetAsync(new Uri(link, $"/github/callback?state={state}&code=0123456789"));

        Assert.That(refused.Text, Does.Contain("does not take the code"));
        Assert.That(await _site.Core.Get<IIdentityLinks>().FindAsync(_site.Core.Ada, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Whoever_does_not_agree_is_not_linked()
    {
        using var browser = new Browser();
        var link = await InviteAsync(_site.Core.Ada);
        var state = HttpUtility.ParseQueryString(link.Query)["state"]!;
        browser.Remember(link, state);

        var refused = await browser.GetAsync(new Uri(link, $"/github/callback?error=access_denied&state={state}"));

        Assert.That(refused.Text, Does.Contain("did not agree"));
    }

    [Test]
    public async Task The_second_person_with_an_account_has_it_and_the_first_is_told()
    {
        using var browser = new Browser();
        await browser.GoOnAsync(await InviteAsync(_site.Core.Ada));
        await browser.GoOnAsync(await InviteAsync(_site.Core.Bob));

        await _site.Core.PrivateWordAsync("it is no longer linked to you");
        var links = _site.Core.Get<IIdentityLinks>();
        Assert.That(
            (await links.FindAsync(_site.Core.Ada, CancellationToken.None), (await links.FindAsync(_site.Core.Bob, CancellationToken.None))?.Account.Login),
            Is.EqualTo(((IdentityLink?)null, "octocat")));
    }

    [Test]
    public async Task A_wrong_client_secret_is_told_to_be_the_operators_to_put_right()
    {
        await _site.DisposeAsync();
        await _gitHub.DisposeAsync();
        await ConnectAsync("wrong");
        using var browser = new Browser();

        var failed = await browser.GoOnAsync(await InviteAsync(_site.Core.Ada));

        Assert.That(failed.Text, Does.Contain("GitHub:ClientSecret").And.Contain("operator"));
    }

    [TestCase("")]
    [TestCase("?state=")]
    [TestCase("?state=abc.def")]
    public async Task A_link_that_nobody_made_opens_nothing(string query)
    {
        using var browser = new Browser();

        var page = await browser.GetAsync(new Uri(_site.Client.BaseAddress!, $"/github/link{query}"));

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.Text, Does.Contain("Nothing was linked"));
    }

    private async Task ConnectAsync(string clientSecret)
    {
        _gitHub = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GitHub:ApiUrl"] = _playground.GitHubApiUrl,
                ["GitHub:GitUrl"] = _playground.GitHubGitUrl,
                ["GitHub:AppId"] = _playground.GitHubAppId.ToString(CultureInfo.InvariantCulture),
                ["GitHub:PrivateKey"] = _playground.GitHubPrivateKeyPem,
                ["GitHub:ClientId"] = _playground.GitHubClientId,
                ["GitHub:ClientSecret"] = clientSecret,
            }).Build())
            .AddSingleton<IInbox>(new RememberingInbox()).AddSingleton<TokenRevocations>()
            .AddLogging().AddGitHub().BuildServiceProvider();
        _site = await AgentSite.StartAsync(signIn: _gitHub.GetRequiredService<IGitHubSignIn>());
    }

    private Task<Uri> InviteAsync(PersonId person) => _site.Invitations.InviteAsync(new Requester(person, $"Name of {person.User} <b>"), CancellationToken.None);

    /// <summary>Keeps cookies and follows where it is led, as browsers do.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), UseProxy = false };
        private readonly HttpClient _client;

        public Browser() => _client = new HttpClient(_handler);

        public async Task<(HttpStatusCode Status, string Text, string Policy)> GetAsync(Uri address)
        {
            using var response = await _client.GetAsync(address);
            return await ReadAsync(response);
        }

        public async Task<(HttpStatusCode Status, string Text, string Policy)> GoOnAsync(Uri link)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["state"] = HttpUtility.ParseQueryString(link.Query)["state"]! });
            using var response = await _client.PostAsync(new Uri(link, "link"), form);
            return await ReadAsync(response);
        }

        public void Remember(Uri site, string state) => _handler.CookieContainer.Add(new Uri(site, "/"), new Cookie("slackagents-link", state));

        public void Dispose()
        {
            _client.Dispose();
            _handler.Dispose();
        }

        private static async Task<(HttpStatusCode Status, string Text, string Policy)> ReadAsync(HttpResponseMessage response) =>
            (response.StatusCode, await response.Content.ReadAsStringAsync(), string.Concat(response.Headers.TryGetValues("Content-Security-Policy", out var values) ? values : []));
    }
}
