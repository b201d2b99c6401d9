using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.SignIn;
using SlackAgents.Host.Traces;
using SlackAgents.Playground;
using SlackAgents.Slack.Configuration;
using SlackAgents.Testing;
using SlackAgents.Testing.Fakes;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>The pages of signing in and one guarded run on a loopback port, with the Playground as Slack and a browser that keeps its cookies.</summary>
internal sealed partial class SignInSite : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private WebApplication _app = null!;

    public static RunId RunId { get; } = RunId.Parse("4f9c2k7m1a");

    public Testing.Time.ManualTimeProvider Time { get; } = new();

    public FakePeople People { get; } = new();

    public AccessOptions Access { get; } = new();

    public WebOptions Web { get; } = new();

    public SlackOptions Slack { get; private set; } = null!;

    public PlaygroundServer Playground { get; private set; } = null!;

    public HttpClient Browser { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>What this browser was given.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>As they were set, with their attributes.</summary>
    public List<string> SetCookies { get; } = [];

    public Run Run { get; set; } = TraceSite.Example with { Id = RunId, Channel = "C1", Requester = new Requester(new PersonId("T0ACME0001", "U0OWNER"), "Olga") };

    /// <summary>What happens between a stream's beginning and the next look.</summary>
    public Action WhileItLasts { get; set; } = () => { };

    /// <summary>What the run has become by then.</summary>
    public Run? Revoke { get; set; }

    public string Base => _app.Urls.First();

    public TraceLinks Links => _app.Services.GetRequiredService<TraceLinks>();

    public RunsLinks RunsLinks => _app.Services.GetRequiredService<RunsLinks>();

    public static async Task<SignInSite> StartAsync(Action<SignInSite>? prepare = null)
    {
        var site = new SignInSite();
        site.Playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = site._folder.Path, Time = site.Time, Slack = new() { OtherTeams = ["Umbrella"] } }, CancellationToken.None);
        site.Slack = new SlackOptions { ApiUrl = site.Playground.SlackApiUrl, ClientId = site.Playground.SlackClientId, ClientSecret = site.Playground.SlackClientSecret };
        site.People.HomeOf = _ => "T0ACME0001";
        prepare?.Invoke(site);
        var runs = new Mock<IRunStore>();
        runs.Setup(store => store.GetAsync(RunId, It.IsAny<CancellationToken>())).ReturnsAsync(() => site.Run);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore()
            .AddSingleton<TimeProvider>(site.Time)
            .AddSingleton(runs.Object)
            .AddSingleton<IDocumentStore, MemoryDocuments>()
            .AddSingleton(provider => new TraceLinks(new byte[32], () => new Uri("http://unused/"), TimeSpan.FromDays(7), site.Time))
            .AddTraceAccess(site.People, site.Access, site.Web, site.Slack);
        site._app = builder.Build();
        site._app.UseRouting();
        site._app.MapSignIn();
        site._app.MapGroup("/runs/{run}").AddEndpointFilter<TraceGate>().MapGet("/{**rest}", () => "the run");
        site._app.MapGet("/runs", async (HttpContext context, SessionReader sessions) =>
            await sessions.FindAsync(context, context.RequestAborted) is { } person ? $"runs of {person.Person} ({person.IsOperator})" : "nobody");
        site._app.MapGet("/again/{run}", async (HttpContext context, TraceGate gate) =>
        {
            site.WhileItLasts();
            return $"{await gate.IsStillOpenAsync(context, site.Revoke ?? site.Run, context.RequestAborted)}";
        }).AddEndpointFilter<TraceGate>();
        await site._app.StartAsync();
        return site;
    }

    public string Link(int? generation = null) => $"/runs/{RunId}?t={Links.CreateToken(RunId, generation ?? Run.LinkGeneration)}";

    public async Task<SiteAnswer> GetAsync(string path) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(Base), path)));

    public async Task<SiteAnswer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(Base), path))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    /// <summary>The page on which Slack asks who one is, answered.</summary>
    public async Task<Uri> ChooseAsync(Uri page, string user)
    {
        using var answer = await Browser.GetAsync(new Uri($"{page.AbsoluteUri}&user={user}"));
        return answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The whole way through Slack.</summary>
    public async Task<SiteAnswer> SignInAsync(string user, string wanted = "/runs")
    {
        var begun = await GetAsync($"/sign-in/slack?return={Uri.EscapeDataString(wanted)}");
        return await GetAsync((await ChooseAsync(begun.Location!, user)).PathAndQuery);
    }

    /// <summary>The ticket and the hidden field of a page.</summary>
    public static string FieldOf(string body, string name) => Hidden().Matches(body).First(match => match.Groups["name"].Value == name).Groups["value"].Value;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Playground.DisposeAsync();
        Browser.Dispose();
        _folder.Dispose();
    }

    private async Task<SiteAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (Cookies.Count > 0)
            {
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            using var answer = await Browser.SendAsync(request);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                Keep(set);
            }

            return new SiteAnswer(answer.StatusCode, HttpUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location, answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.First() : string.Empty);
        }
    }

    private void Keep(string set)
    {
        SetCookies.Add(set);
        var parts = set.Split(';')[0].Split('=', 2);
        if (set.Contains("max-age=0", StringComparison.OrdinalIgnoreCase))
        {
            Cookies.Remove(parts[0]);
        }
        else
        {
            Cookies[parts[0]] = parts[1];
        }
    }

    [GeneratedRegex(@"name=""(?<name>[^""]+)"" value=""(?<value>[^""]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}

internal sealed record SiteAnswer(HttpStatusCode Status, string Body, Uri? Location, string Policy);
