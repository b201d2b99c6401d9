using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Composition;

/// <summary>The record of the runs. Its writer starts before, and stops after, whatever writes.</summary>
internal static class TracesRegistration
{
    public static IServiceCollection AddTraces(this IServiceCollection services)
    {
        services.AddSingleton<TraceHub>();
        services.AddSingleton(provider => new TraceWriter(
            provider.GetRequiredService<ITraceStore>(),
            provider.GetRequiredService<TraceHub>(),
            provider.GetRequiredService<SecretRedactor>().Redact,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TraceWriter>>()));
        services.AddHostedService(provider => provider.GetRequiredService<TraceWriter>());
        return services;
    }
}
