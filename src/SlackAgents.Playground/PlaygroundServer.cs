using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Playground.GitHub;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Web;

namespace SlackAgents.Playground;

/// <summary>
/// A Slack workspace, a GitHub and a scripted model on one loopback port: for trying the product without accounts, and for its tests.
/// Strict on purpose: what the real services refuse is refused here with the real error.
/// </summary>
internal sealed class PlaygroundServer : IAsyncDisposable
{
    /// <summary>Slack's id of Alice, who is at home in the workspace and administers it.</summary>
    public const string FirstPerson = WorkspaceSeeds.Alice;

    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly GitHubStandIn _gitHub;

    private PlaygroundServer(WebApplication app, HttpClient client, SlackSite slack, GitHubStandIn gitHub, ScriptedModel model)
    {
        _app = app;
        _client = client;
        _gitHub = gitHub;
        Slack = slack.Workspace;
        SlackSite = slack;
        Model = model;
        BaseUrl = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        foreach (var workspace in slack.Workspaces)
        {
            workspace.State.BaseUrl = BaseUrl;
        }

        GitHub.State.BaseUrl = BaseUrl;
    }

    /// <summary><c>http://127.0.0.1:port</c>, without a slash at the end. The page for people is here.</summary>
    public string BaseUrl { get; }

    public SlackWorkspace Slack { get; }

    /// <summary>The app across workspaces: OAuth, further workspaces, manifests.</summary>
    public SlackSite SlackSite { get; }

    public GitHubSite GitHub => _gitHub.Site;

    public ScriptedModel Model { get; }

    /// <summary>For <c>Slack:ApiUrl</c>.</summary>
    public string SlackApiUrl => BaseUrl + "/api/";

    /// <summary>For <c>GitHub:ApiUrl</c>.</summary>
    public string GitHubApiUrl => BaseUrl + "/github-api";

    /// <summary>For <c>GitHub:GitUrl</c>.</summary>
    public string GitHubGitUrl => BaseUrl + "/git";

    /// <summary>For <c>Providers:Anthropic:BaseUrl</c>.</summary>
    public string AnthropicBaseUrl => BaseUrl;

    /// <summary>For <c>Providers:OpenAI:BaseUrl</c>.</summary>
    public string OpenAIBaseUrl => BaseUrl;

    /// <summary>For <c>Providers:Gemini:BaseUrl</c>.</summary>
    public string GeminiBaseUrl => BaseUrl;

    public string AppToken => Slack.State.AppToken;

    public string BotToken => Slack.State.BotToken;

    public string SigningSecret => Slack.State.SigningSecret;

    /// <summary>For <c>Slack:ClientId</c>.</summary>
    public string SlackClientId => SlackSite.App.ClientId;

    /// <summary>For <c>Slack:ClientSecret</c>.</summary>
    public string SlackClientSecret => SlackSite.App.ClientSecret;

    public string WebhookSecret => GitHub.State.WebhookSecret;

    public long GitHubAppId => GitHub.State.Settings.AppId;

    /// <summary>For <c>GitHub:ClientId</c>.</summary>
    public string GitHubClientId => GitHub.State.Settings.ClientId;

    /// <summary>For <c>GitHub:ClientSecret</c>.</summary>
    public string GitHubClientSecret => GitHub.State.Settings.ClientSecret;

    /// <summary>Made at the start; the app signs itself in with it.</summary>
    public string GitHubPrivateKeyPem => GitHub.State.AppKey.ExportRSAPrivateKeyPem();

    /// <summary>For <c>Providers:Anthropic:ApiKey</c>.</summary>
    public string AnthropicApiKey => Model.ApiKey;

    /// <summary>For <c>Providers:OpenAI:ApiKey</c>; the model takes one key from every vendor's clients.</summary>
    public string OpenAIApiKey => Model.ApiKey;

    /// <summary>For <c>Providers:Gemini:ApiKey</c>.</summary>
    public string GeminiApiKey => Model.ApiKey;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PlaygroundServer> StartAsync(PlaygroundOptions options, CancellationToken cancellationToken)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        var gitHub = await GitHubStandIn.CreateAsync(options.GitHub, options.DataDirectory, options.Time, client, cancellationToken);
        var slack = new SlackSite(options.Slack, options.Time, client);
        var model = new ScriptedModel(options.Model, options.Time);
        var app = Build(options.Port);
        app.UseMiddleware<LoopbackOnlyMiddleware>();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10) });
        slack.Map(app);
        gitHub.Map(app);
        model.Map(app);
        new WorkspacePage(slack.Workspace).Map(app);
        await app.StartAsync(cancellationToken);
        return new PlaygroundServer(app, client, slack, gitHub, model);
    }

    public async ValueTask DisposeAsync()
    {
        Slack.State.Work.Stop();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _client.Dispose();
        _gitHub.Dispose();
        Slack.State.Work.Dispose();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        return builder.Build();
    }
}
