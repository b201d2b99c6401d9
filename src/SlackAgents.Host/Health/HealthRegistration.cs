namespace SlackAgents.Host.Health;

/// <summary>The health board and its loop. Probes are added where their parts are composed.</summary>
internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<HealthBoard>()
        .AddHostedService<HealthMonitor>()
        .AddHealthProbe("host", TimeSpan.FromSeconds(1), provider =>
        {
            var lifetime = provider.GetRequiredService<IHostApplicationLifetime>();
            return _ => Task.FromResult<IReadOnlyList<string>>(
                lifetime.ApplicationStopping.IsCancellationRequested ? ["The host is stopping."]
                : lifetime.ApplicationStarted.IsCancellationRequested ? []
                : ["The host is still starting."]);
        });

    public static IServiceCollection AddHealthProbe(
        this IServiceCollection services,
        string name,
        TimeSpan period,
        Func<IServiceProvider, Func<CancellationToken, Task<IReadOnlyList<string>>>> check,
        bool onlyWarns = false) =>
        services.AddSingleton<IHealthProbe>(provider => new HealthProbe(name, period, check(provider), onlyWarns));
}
