using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Playground.Slack;

namespace SlackAgents.Playground;

/// <summary>A Slack workspace, a GitHub and a scripted model on one loopback port. Stand-ins, and they say so.</summary>
internal sealed class PlaygroundServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private PlaygroundServer(WebApplication app, HttpClient client, SlackWorkspace slack)
    {
        _app = app;
        _client = client;
        Slack = slack;
        BaseUrl = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        slack.State.BaseUrl = BaseUrl;
    }

    /// <summary><c>http://127.0.0.1:port</c>, without a slash at the end.</summary>
    public string BaseUrl { get; }

    public SlackWorkspace Slack { get; }

    public string SlackApiUrl => BaseUrl + "/api/";

    public string AppToken => Slack.State.AppToken;

    public string BotToken => Slack.State.BotToken;

    public string SigningSecret => Slack.State.SigningSecret;

    public static async Task<PlaygroundServer> StartAsync(PlaygroundOptions options, CancellationToken cancellationToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "SlackAgents.Playground", EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10) });
        var slack = new SlackSite(options.Slack, options.Time, client);
        slack.Map(app);
        await app.StartAsync(cancellationToken);
        return new PlaygroundServer(app, client, slack.Workspace);
    }

    public async ValueTask DisposeAsync()
    {
        Slack.State.Work.Stop();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _client.Dispose();
        Slack.State.Work.Dispose();
    }
}
