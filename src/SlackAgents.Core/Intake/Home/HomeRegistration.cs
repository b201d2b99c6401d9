using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Home;

internal static class HomeRegistration
{
    /// <summary>The app's Home tab.</summary>
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddSingleton<HomeAudience>().AddSingleton<HomeSettings>().AddSingleton<ThreadPlaces>().AddSingleton<HomePage>().AddSingleton<HomePublisher>();
        services.AddSingleton<IRequestHandler<HomeOpened>, HomeHandler>();
        services.AddHostedService<HomeRefresher>();
        return services;
    }
}
