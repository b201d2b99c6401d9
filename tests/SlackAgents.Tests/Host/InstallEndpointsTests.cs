using System.Net;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Host.Installing;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Installations;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>The way through Slack's authorisation, with the Playground as Slack and a browser that keeps its cookies.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InstallEndpointsTests : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly Testing.Time.ManualTimeProvider _time = new();
    private readonly FakeSlackApi _home = new();
    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private SlackOptions _options = new();
    private FakeWorkspaces _workspaces = null!;
    private PlaygroundServer _slack = null!;
    private WebApplication _app = null!;

    private SlackWorkspace Second => _slack.SlackSite.Workspaces[1];

    private string Team => Second.State.Settings.TeamId;

    private string Base => _app.Urls.First();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _slack.DisposeAsync();
        _workspaces.Dispose();
        _browser.Dispose();
        _home.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_listed_workspace_is_installed_and_gets_its_own_token()
    {
        await StartAsync(options => options.AllowedTeams.Add(Team));
        var (begun, cookie) = await BeginAsync();
        var done = await EndAsync(await AgreeAsync(begun), cookie);

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.OK), done.Body);
        Assert.That(done.Body, Does.Contain("Umbrella"));
        Assert.That(await TokenAsync(), Is.EqualTo(Second.State.BotToken));
        Assert.That(done.Policy, Does.Contain("default-src 'none'"));
        Assert.That(cookie.Header, Does.Contain("httponly").And.Contain("samesite=lax").And.Contain("max-age=600"));
    }

    [Test]
    public async Task A_workspace_that_is_not_listed_is_refused_and_its_token_is_not_kept()
    {
        await StartAsync(_ => { });
        var (begun, cookie) = await BeginAsync();
        var done = await EndAsync(await AgreeAsync(begun), cookie);

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(done.Body, Does.Contain("Slack:AllowedTeams").And.Contain(Team));
        Assert.That(await TokenAsync(), Is.Null);
        Assert.That(_slack.SlackSite.Workspaces.SelectMany(one => one.Requests).Select(request => request.Method), Has.Some.EqualTo("auth.revoke"));
    }

    [Test]
    public async Task Any_workspace_is_installed_when_that_is_said()
    {
        await StartAsync(options => options.AllowAnyTeam = true);
        var (begun, cookie) = await BeginAsync();

        Assert.That((await EndAsync(await AgreeAsync(begun), cookie)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Another_browser_cannot_bring_the_end()
    {
        await StartAsync(options => options.AllowAnyTeam = true);
        var (begun, _) = await BeginAsync();
        var (_, other) = await BeginAsync();
        var back = await AgreeAsync(begun);

        Assert.That((await EndAsync(back, other)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await EndAsync(back, cookie: null)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await TokenAsync(), Is.Null);
    }

    [Test]
    public async Task A_way_is_walked_once_and_within_ten_minutes()
    {
        await StartAsync(options => options.AllowAnyTeam = true);
        var (begun, cookie) = await BeginAsync();
        await EndAsync(await AgreeAsync(begun), cookie);
        var again = await EndAsync(await AgreeAsync(begun), cookie);
        var (slow, late) = await BeginAsync();
        _time.Advance(InstallStates.Lifetime);

        Assert.That(again.Body, Does.Contain("used before"));
        Assert.That((await EndAsync(await AgreeAsync(slow), late)).Body, Does.Contain("longer than ten minutes"));
    }

    [Test]
    public async Task A_state_that_this_host_did_not_sign_is_not_taken_even_with_its_cookie()
    {
        await StartAsync(options => options.AllowAnyTeam = true);
        var (begun, cookie) = await BeginAsync();
        var back = await AgreeAsync(begun);
        var forged = cookie.Value[..^2] + (cookie.Value.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA");

        var done = await EndAsync(new Uri(back.AbsoluteUri.Replace(Uri.EscapeDataString(cookie.Value), forged, StringComparison.Ordinal)), (forged, cookie.Header));

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await TokenAsync(), Is.Null);
    }

    [Test]
    public async Task Who_says_no_is_told_that_nothing_was_installed()
    {
        await StartAsync(options => options.AllowAnyTeam = true);
        _slack.SlackSite.OAuth.DenyNext = true;
        var (begun, cookie) = await BeginAsync();

        Assert.That((await EndAsync(await AgreeAsync(begun), cookie)).Body, Does.Contain("You said no"));
    }

    [Test]
    public async Task Without_the_apps_credentials_there_is_no_such_page()
    {
        await StartAsync(options => options.ClientSecret = null);

        Assert.That((await _browser.GetAsync(new Uri($"{Base}/slack/install"))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task StartAsync(Action<SlackOptions> configure)
    {
        _slack = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = _folder.Path, Slack = new SlackSettings { OtherTeams = ["Umbrella"] } }, CancellationToken.None);
        _options = new SlackOptions { ApiUrl = _slack.SlackApiUrl, ClientId = _slack.SlackSite.App.ClientId, ClientSecret = _slack.SlackSite.App.ClientSecret };
        configure(_options);
        _workspaces = new FakeWorkspaces(_home, _time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging().AddHttpClient()
            .AddSingleton(Options.Create(_options))
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_workspaces.Installations).AddSingleton(_workspaces.Configured)
            .AddSingleton(new InstallStates(() => new byte[32], _workspaces.Documents, _time))
            .AddSingleton(new PublicAddress(() => new Uri(Base + "/")))
            .AddSingleton<OAuthCalls>().AddSingleton<OAuthApi>().AddSingleton<SlackInstaller>();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapInstalling();
        await _app.StartAsync();
    }

    private async Task<(Uri Page, (string Value, string Header) Cookie)> BeginAsync()
    {
        using var answer = await _browser.GetAsync(new Uri($"{Base}/slack/install"));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        return (answer.Headers.Location!, (cookie.Split(';')[0].Split('=', 2)[1], cookie));
    }

    /// <summary>Slack's own page.</summary>
    private async Task<Uri> AgreeAsync(Uri page)
    {
        var scopes = HttpUtility.ParseQueryString(page.Query)["scope"];
        using var answer = await _browser.GetAsync(new Uri($"{page.AbsoluteUri}&team={Team}"));

        Assert.That(scopes, Does.Contain("chat:write").And.Contain("assistant:write"));
        return answer.Headers.Location!;
    }

    private async Task<(HttpStatusCode Status, string Body, string Policy)> EndAsync(Uri back, (string Value, string Header)? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, back);
        if (cookie is { } kept)
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"{InstallEndpoints.Cookie}={kept.Value}");
        }

        using var answer = await _browser.SendAsync(request);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.First() : string.Empty);
    }

    private async Task<string?> TokenAsync() => await _workspaces.Installations.FindTokenAsync(Team, CancellationToken.None);
}
