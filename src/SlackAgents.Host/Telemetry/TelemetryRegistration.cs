using Microsoft.Extensions.Options;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Health;

namespace SlackAgents.Host.Telemetry;

/// <summary>Spans of runs, to a collector and as a download.</summary>
internal static class TelemetryRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<TelemetryOptions>(configuration.GetSection(TelemetryOptions.Section));
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddHttpClient(OtlpSender.ClientName, client => client.Timeout = Patience)

            // A redirect would carry the headers to another host; cookies are nothing to a collector.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        return services
            .AddSingleton<RunSpans>().AddSingleton<OtlpSender>().AddSingleton<TelemetryBook>().AddSingleton<TelemetryStatus>().AddSingleton<TelemetryNews>()
            .AddSingleton<TurnExport>().AddHostedService<TelemetryExporter>()
            .AddHealthProbe("telemetry", TimeSpan.FromSeconds(10), provider =>
            {
                var status = provider.GetRequiredService<TelemetryStatus>();
                return _ => Task.FromResult(status.Reasons);
            }, onlyWarns: true);
    }
}
