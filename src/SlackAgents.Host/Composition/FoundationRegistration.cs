using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Logging;

namespace SlackAgents.Host.Composition;

/// <summary>What everything else stands on: time, options, the rules of starting and stopping.</summary>
internal static class FoundationRegistration
{
    /// <summary>Time that all parts together get to hand over; an orchestrator that kills earlier loses nothing either.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddFoundation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<DataOptions>(configuration);
        services.AddSection<LogOptions>(configuration.GetSection(LogOptions.Section));
        services.AddLogging();
        var secrets = new SecretRegistry(TimeProvider.System);
        ConfiguredSecrets.Register(configuration, secrets);
        return services
            .AddSingleton(TimeProvider.System)
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
}
