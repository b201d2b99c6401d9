using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway.Doors;
using SlackAgents.Gateway.Git;
using SlackAgents.Gateway.Providers;
using SlackAgents.Gateway.Web;

namespace SlackAgents.Gateway;

/// <summary>Registers the gateway. Call it before whatever starts runs: hosted services start in order.</summary>
internal static class GatewayRegistration
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        services.AddOptionsWithValidateOnStart<ModelOptions>().Configure<IConfiguration>(BindPrices);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelCatalog>();

        services.AddSingleton<IModelProvider, AnthropicProvider>();
        services.AddSingleton<IModelProvider, OpenAIProvider>();
        services.AddSingleton<ModelUpstream>();
        services.AddSingleton<ModelForwarder>();
        services.AddSingleton<ModelsDoor>();

        services.AddSingleton<GitProcess>();
        services.AddSingleton<GitRepositories>();
        services.AddSingleton<GitFetch>();
        services.AddSingleton<GitPush>();
        services.AddSingleton<GitDoor>();

        services.AddSingleton<WebDoor>();
        services.AddSingleton<DoorApplication>();
        services.AddSingleton<GatewayServer>();
        services.AddSingleton<IGateway>(provider => provider.GetRequiredService<GatewayServer>());
        services.AddHostedService(provider => provider.GetRequiredService<GatewayServer>());
        return services;
    }

    private static void BindPrices(ModelOptions options, IConfiguration configuration)
    {
        foreach (var price in configuration.GetSection(ModelOptions.Section).Get<List<ModelPrice>>() ?? [])
        {
            options.Prices.Add(price);
        }
    }
}
