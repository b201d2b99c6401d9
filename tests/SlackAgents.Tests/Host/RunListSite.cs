using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Health;
using SlackAgents.Host.RunList;
using SlackAgents.Host.SignIn;
using SlackAgents.Host.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>The list of runs on a loopback port, over the real core and its store.</summary>
internal sealed class RunListSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private RunListSite(WebApplication app, CoreDriver core)
    {
        _app = app;
        Core = core;
        _client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public CoreDriver Core { get; }

    public TraceLinks Links => Core.Get<TraceLinks>();

    public ModelPulse Pulse => Core.Get<ModelPulse>();

    /// <summary>The scheduler is off: runs stay as they are put into the store.</summary>
    public static async Task<RunListSite> StartAsync(Action<CoreDriver>? prepare = null)
    {
        var core = await CoreDriver.StartNewAsync(driver =>
        {
            driver.Limits.MaxConcurrent = 1;
            prepare?.Invoke(driver);
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore()
            .AddSingleton(TimeProvider.System)
            .AddTraceAccess(core.People, core.Access)
            .AddSingleton(core.Database.Documents).AddSingleton(core.Database.Runs).AddSingleton(core.Database.RunList).AddSingleton(core.Database.Traces)
            .AddSingleton(core.Get<LiveRuns>()).AddSingleton(core.Get<RunQueue>()).AddSingleton(core.Get<ModelPulse>()).AddSingleton(core.Get<TraceLinks>()).AddSingleton(core.Get<SecretRedactor>())
            .AddSingleton<ISandboxEngine>(core.Engine)
            .AddSingleton(Options.Create(core.Sandbox)).AddSingleton(Options.Create(core.Limits)).AddSingleton(Options.Create(core.Harnesses))
            .AddSingleton(provider => new HealthBoard([], TimeProvider.System))
            .AddSingleton<ViewerAssets>().AddSingleton<ShellPage>()
            .AddRunList()
            .AddSingleton(new DataDisk(core.Database.Path));
        var app = builder.Build();
        app.UseRouting();
        app.MapRunList();
        await app.StartAsync();
        return new RunListSite(app, core);
    }

    /// <summary>A run at rest, as it would be in the store.</summary>
    public async Task<Run> AddAsync(Func<Run, Run>? with = null)
    {
        var run = Some.Run() with { State = RunState.Finished, Requester = new Requester(Core.Ada, "Ada"), Channel = Core.Channel, Repository = RepositoryName.Parse("acme/widgets") };
        run = with?.Invoke(run) ?? run;
        Assert.That(await Core.Database.Runs.AddAsync(Some.Key(), new RunChange(run, [Some.Turn(run.Id)], []), CancellationToken.None), Is.True);
        return run;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(PersonId? person, string query = "")
    {
        using var answer = await SendAsync(person, $"/runs.json{query}");
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Ids of all runs in an answer, in its order.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(PersonId person, string query = "")
    {
        var (status, body) = await ReadAsync(person, query);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        return [.. new[] { "active", "queued", "recent" }.SelectMany(part => body.GetProperty(part).EnumerateArray()).Select(run => run.GetProperty("id").GetString()!)];
    }

    public async Task<HttpResponseMessage> SendAsync(PersonId? person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (person is not null)
        {
            var cookie = _app.Services.GetRequiredService<SessionCookie>().Session;
            request.Headers.Add("Cookie", $"{cookie}={_app.Services.GetRequiredService<SessionTokens>().Create(person)}");
        }

        return await _client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await Core.DisposeAsync();
    }
}
