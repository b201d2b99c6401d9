using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Data;
using SlackAgents.Host.Logging;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Host.Composition;

/// <summary>What everything else stands on: time, options, the rules of starting and stopping.</summary>
internal static class FoundationRegistration
{
    /// <summary>Time that all parts together get to hand over; an orchestrator that kills earlier loses nothing either.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Name of the key that encrypts the tokens of Slack's workspaces.</summary>
    private const string TokenKey = "slack-installations";

    public static IServiceCollection AddFoundation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<DataOptions>(configuration);
        services.AddSection<LogOptions>(configuration.GetSection(LogOptions.Section));
        services.AddLogging();
        var secrets = new SecretRegistry(TimeProvider.System);
        ConfiguredSecrets.Register(configuration, secrets);
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(provider => Seal(provider.GetRequiredService<DataDirectory>()))
            .AddSingleton(secrets)
            .AddSingleton(new SecretRedactor(secrets, SecretShapes.Redact))
            .Configure<HostOptions>(options =>
            {
                options.ShutdownTimeout = ShutdownTimeout;
                options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
                options.ServicesStartConcurrently = false;
                options.ServicesStopConcurrently = false;
            });
    }

    /// <summary>A lost key is never replaced while something is encrypted with it: the seal knows it by its id.</summary>
    private static TokenSeal Seal(DataDirectory data) => new(data.KeyFile(TokenKey), () => data.GetOrCreateKey(TokenKey));
}
