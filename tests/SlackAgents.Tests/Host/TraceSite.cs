using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Telemetry;
using SlackAgents.Host.Traces;
using SlackAgents.Host.Traces.Live;
using SlackAgents.Testing.Fakes;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>The trace pages on a loopback port, with one run and a trace in memory.</summary>
internal sealed class TraceSite : IAsyncDisposable
{
    public const string Secret = "a-secret-that-was-leaked";

    private readonly WebApplication _app;

    private TraceSite(WebApplication app, TraceLinks links)
    {
        _app = app;
        Links = links;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static RunId RunId { get; } = RunId.Parse("4f9c2k7m1a");

    public static Run Example { get; } = new()
    {
        Id = RunId.Parse("4f9c2k7m1a"),
        State = RunState.Running,
        Requester = new Requester(new PersonId("T1", "U1"), "Alice <b>Example</b>"),
        ReplyTo = new PrivateAddress(new PersonId("T1", "U1"), "C1", null, null),
        Channel = "C1",
        Title = "Fix the <script>alert(1)</script> login test",
        Repository = RepositoryName.Parse("acme/widgets"),
        RepositoryChoice = "you named it",
        Base = "main",
        Branch = "agent/4f9c2k7m1a-fix-the-login-test",
        Harness = "claude",
        Model = "claude-sonnet-4-5",
        SessionId = "0",
        Usage = new RunUsage(12_345, 67_890, 1_234, 0.4321m, 7),
        CreatedAt = new DateTimeOffset(2026, 11, 20, 6, 55, 0, TimeSpan.Zero),
        StateSince = new DateTimeOffset(2026, 11, 20, 6, 56, 0, TimeSpan.Zero),
    };

    public ListTraceStore Traces { get; } = new();

    public TraceLinks Links { get; }

    public HttpClient Client { get; }

    /// <summary>Runs that somebody watches.</summary>
    public int Watched => _app.Services.GetRequiredService<TraceFeeds>().Count;

    public Run Run { get; set; } = Example;

    public IReadOnlyList<Turn> Turns { get; set; } = [];

    public IServiceProvider Services => _app.Services;

    /// <param name="time">Of the site and its links; null for the clock.</param>
    /// <param name="linkLifetime">Null for a day.</param>
    /// <param name="add">Services that are not there by themselves.</param>
    public static async Task<TraceSite> StartAsync(CancellationToken cancellationToken, TimeProvider? time = null, WebOptions? web = null, TimeSpan? linkLifetime = null, Action<IServiceCollection>? add = null)
    {
        time ??= TimeProvider.System;
        TraceSite? site = null;
        var runs = new Mock<IRunStore>();
        runs.Setup(store => store.GetAsync(RunId, It.IsAny<CancellationToken>())).ReturnsAsync(() => site!.Run);
        runs.Setup(store => store.GetAsync(It.Is<RunId>(id => id != RunId), It.IsAny<CancellationToken>())).ReturnsAsync((Run?)null);
        runs.Setup(store => store.GetTurnsAsync(RunId, It.IsAny<CancellationToken>())).ReturnsAsync(() => site!.Turns);
        var registry = new SecretRegistry(TimeProvider.System);
        registry.Add(Secret);
        var links = new TraceLinks(new byte[32], () => new Uri("http://unused/"), linkLifetime ?? TimeSpan.FromDays(1), time);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging()
            .AddSingleton(time)
            .AddSingleton(new SecretRedactor(registry, text => text))
            .AddSingleton(links)
            .AddSingleton(runs.Object)
            .AddSingleton<ITraceStore>(_ => site!.Traces)
            .AddSingleton<IDocumentStore, MemoryDocuments>()
            .AddTraceAccess(web: web)
            .AddSingleton<TraceHub>()
            .AddSingleton(Options.Create(new RunsOptions()))
            .AddSingleton(Options.Create(new SandboxOptions()))
            .AddSingleton(new HarnessCatalog([]))
            .AddSingleton(Options.Create(new TelemetryOptions())).AddSingleton(new InstanceId("site")).AddSingleton<RunSpans>()
            .AddTracePages();
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseResponseCompression();
        app.UseRouting();
        app.MapTraces();
        await app.StartAsync(cancellationToken);
        site = new TraceSite(app, links);
        return site;
    }

    public string Path(string under = "", string more = "") => $"/runs/{RunId}{under}?t={Links.CreateToken(RunId, Run.LinkGeneration)}{more}";

    /// <summary>Something happens in the run, and those who watch are told.</summary>
    public void Happens(params IEnumerable<TraceEvent> events)
    {
        Traces.Add(RunId, events);
        _app.Services.GetRequiredService<TraceHub>().Publish(RunId);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async Task<JsonElement> GetJsonAsync(string under, string more, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await Client.GetStringAsync(Path(under, more), cancellationToken));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
