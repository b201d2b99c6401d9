using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub;
using SlackAgents.GitHub.Http;

namespace SlackAgents.Tests.GitHub;

/// <summary>The whole adapter as it is registered, with a scripted GitHub behind its HTTP client.</summary>
internal sealed class GitHubBench : IAsyncDisposable
{
    public static readonly RepositoryName Widgets = RepositoryName.Parse("acme/widgets");

    /// <summary>As long as stateless tokens are, with dots; never a real one.</summary>
    public static readonly string Token = "gh" + "s_" + string.Join('.', Enumerable.Repeat(new string('a', 129), 4));

    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    private readonly ServiceProvider _services;

    public GitHubBench(string apiUrl = "https://api.github.com", string gitUrl = "https://github.com")
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GitHub:ApiUrl"] = apiUrl,
            ["GitHub:GitUrl"] = gitUrl,
            ["GitHub:AppId"] = "12345",
            ["GitHub:PrivateKey"] = Pem,
            ["GitHub:ClientId"] = "Iv1",
            ["GitHub:ClientSecret"] = "the client's secret",
            ["GitHub:WebhookSecret"] = "It's a Secret to Everybody",
        }).Build());
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IInbox>(Inbox);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<IPullRequestWatch>(Watch);
        services.AddGitHub();
        services.AddSingleton<TokenRevocations>();
        services.Configure<HttpClientFactoryOptions>(GitHubConnection.ClientName, options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = GitHub));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        GitHub.On("GET /app", 200, """{"id":12345,"slug":"agents","name":"Agents","html_url":"https://github.com/apps/agents","permissions":{"contents":"write","metadata":"read","pull_requests":"write"}}""");
        GitHub.On("GET /repos/acme/widgets/installation", 200, """{"id":77}""");
        GitHub.On("DELETE /installation/token", 204, "");
    }

    public static string Pem => Key.Value.ExportRSAPrivateKeyPem();

    public static RSA PublicKey => Key.Value;

    public ScriptedGitHub GitHub { get; } = new();

    public InstantTime Time { get; } = new();

    public RememberedLog Log { get; } = new();

    public RememberingInbox Inbox { get; } = new();

    public RememberingWatch Watch { get; } = new();

    public IRepositoryHost Repositories => Get<IRepositoryHost>();

    public IPullRequestHost PullRequests => Get<IPullRequestHost>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Lets tokens be minted.</summary>
    public GitHubBench Minting()
    {
        GitHub.On("POST /app/installations/77/access_tokens", 201, $$"""{"token":"{{Token}}","expires_at":"2026-06-01T13:00:00Z"}""");
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Get<TokenRevocations>().DrainAsync(CancellationToken.None);
        await _services.DisposeAsync();
        // Holds for every test: whatever was done, no secret is in the log.
        Assert.That(Log.Lines, Has.None.Contains(Token).And.None.Contains("PRIVATE KEY").And.None.Contains("eyJ"));
    }
}
