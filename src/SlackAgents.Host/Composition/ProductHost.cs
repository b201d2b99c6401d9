using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Docker;
using SlackAgents.Gateway;
using SlackAgents.GitHub;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Data;
using SlackAgents.Host.Health;
using SlackAgents.Host.Logging;
using SlackAgents.Host.Provisioning;
using SlackAgents.Host.Telemetry;
using SlackAgents.Slack;
using SlackAgents.Slack.Installations;
using SlackAgents.Storage;
using SlackAgents.Storage.Sqlite;

namespace SlackAgents.Host.Composition;

/// <summary>Puts the whole product together. Nothing runs and nothing is written before the configuration was found good.</summary>
internal static class ProductHost
{
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(HostStart start, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(start);
        AddProduct(builder.Services, builder.Configuration);
        CheckConfiguration(builder);

        var data = DataDirectory.Open(builder.Configuration["DataDirectory"]!);
        builder.Services.AddSingleton(_ => data);
        AddLogging(builder, data, start.Quiet);

        var app = builder.Build();
        app.Lifetime.ApplicationStopped.Register(data.Dispose);
        var stored = await app.Services.GetRequiredService<StorageInitializer>().InitializeAsync(cancellationToken);
        app.Services.GetRequiredService<InstallationCell>().Instance = start.Instance ?? stored;
        await OpenInstallationsAsync(app.Services, cancellationToken);
        app.MapProduct();
        return app;
    }

    private static async Task OpenInstallationsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<SlackInstallations>().OpenAsync(cancellationToken);
        }
        catch (TokenSealException exception)
        {
            throw new ConfigurationException([exception.Message]);
        }
    }

    /// <summary>Configuration and services without a single side effect: for <c>doctor</c> and the tests.</summary>
    public static WebApplicationBuilder CreateBuilder(HostStart start)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "SlackAgents.Host",
            ContentRootPath = ProjectFolder.ContentRoot(),
        });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. start.Overrides])
            .AddInMemoryCollection(start.Fixed);
        builder.Configuration["DataDirectory"] = Path.GetFullPath(builder.Configuration["DataDirectory"] is { Length: > 0 } data ? data : "./data");
        builder.Host.UseDefaultServiceProvider(options =>
        {
            options.ValidateScopes = true;
            options.ValidateOnBuild = true;
        });
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = WebRegistration.MaxBodyBytes;
            })
            .UseUrls(builder.Configuration["Web:ListenUrl"] ?? new WebOptions().ListenUrl);
        return builder;
    }

    /// <summary>The table of contents: hosted services start in this order and stop in the reverse one.</summary>
    public static IServiceCollection AddProduct(IServiceCollection services, IConfiguration configuration) => services
        .AddFoundation(configuration)
        .AddCoreSections(configuration)
        .AddHealth()
        .AddProductProbes()
        .AddProvisioning(configuration)
        .AddStorage()
        .AddKeyedSingleton<IInbox, SqliteInbox>(IntakeRegistration.StoredInbox)
        .AddGateway()
        .AddTraces()
        .AddReplies()
        .AddGitHub()
        .AddRepositories(new RepositoryStorage(configuration["DataDirectory"]!))
        .AddDockerSandboxes()
        .AddHarnesses()
        .AddRuns()
        .AddIntake()
        .AddSlack()
        .AddWeb(configuration)
        .AddTelemetry(configuration);

    private static void CheckConfiguration(WebApplicationBuilder builder)
    {
        using var provider = builder.Services.BuildServiceProvider();
        ConfigurationGate.Check(builder.Services, provider);
    }

    private static void AddLogging(WebApplicationBuilder builder, DataDirectory data, bool quiet)
    {
        using var provider = builder.Services.BuildServiceProvider();
        builder.Logging.AddProductLogging(
            provider.GetRequiredService<IOptions<LogOptions>>().Value,
            data.Path,
            provider.GetRequiredService<SecretRedactor>(),
            quiet);
    }
}
