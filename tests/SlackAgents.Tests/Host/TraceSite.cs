using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Telemetry;
using SlackAgents.Host.Traces;

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

    public ListTraceStore Traces { get; } = new();

    public TraceLinks Links { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<Turn> Turns { get; set; } = [];

    public Run Run { get; set; } = new()
    {
        Id = RunId,
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

    /// <param name="add">Services that are not there by themselves.</param>
    public static async Task<TraceSite> StartAsync(CancellationToken cancellationToken, Action<IServiceCollection>? add = null)
    {
        TraceSite? site = null;
        var runs = new Mock<IRunStore>();
        runs.Setup(store => store.GetAsync(RunId, It.IsAny<CancellationToken>())).ReturnsAsync(() => site!.Run);
        runs.Setup(store => store.GetAsync(It.Is<RunId>(id => id != RunId), It.IsAny<CancellationToken>())).ReturnsAsync((Run?)null);
        runs.Setup(store => store.GetTurnsAsync(RunId, It.IsAny<CancellationToken>())).ReturnsAsync(() => site!.Turns);
        var registry = new SecretRegistry(TimeProvider.System);
        registry.Add(Secret);
        var links = new TraceLinks(new byte[32], () => new Uri("http://unused/"), TimeSpan.FromDays(1), TimeProvider.System);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new SecretRedactor(registry, text => text))
            .AddSingleton(links)
            .AddSingleton(runs.Object)
            .AddSingleton<ITraceStore>(_ => site!.Traces)
            .AddTraceAccess()
            .AddSingleton<TraceHub>()
            .AddSingleton(Options.Create(new RunsOptions()))
            .AddSingleton(Options.Create(new SandboxOptions()))
            .AddSingleton(Options.Create(new WebOptions()))
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
