using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Benchmarks.Ingest;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>The pages of runs on a loopback port, over a real database, in this process.</summary>
internal sealed class ViewerSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TraceLinks _links;

    private ViewerSite(WebApplication app, TraceLinks links)
    {
        _app = app;
        _links = links;
    }

    public static async Task<ViewerSite> StartAsync(TestDatabase database, TraceHub hub, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        var links = new TraceLinks(new byte[32], () => new Uri(app!.Urls.First()), TimeSpan.FromDays(1), TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(IngestStage.Redactor())
            .AddSingleton(links)
            .AddSingleton(database.Runs).AddSingleton(database.Traces).AddSingleton(hub)
            .AddSingleton(Options.Create(new RunsOptions())).AddSingleton(Options.Create(new SandboxOptions()))
            .AddSingleton(new HarnessCatalog([]))
            .AddSingleton(database.Documents).AddTraceAccess()
            .AddTracePages();
        app = builder.Build();
        app.UseResponseCompression();
        app.UseRouting();
        app.MapTraces();
        await app.StartAsync(cancellationToken);
        return new ViewerSite(app, links);
    }

    /// <summary>Address of the live events of a run.</summary>
    public Uri EventsOf(Run run) => new(new Uri(_app.Urls.First()), $"/runs/{run.Id}/events?{TraceLinks.Parameter}={_links.CreateToken(run.Id, run.LinkGeneration)}");

    /// <summary>Address of the page of a run.</summary>
    public Uri PageOf(Run run) => _links.Create(run.Id, run.LinkGeneration);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
