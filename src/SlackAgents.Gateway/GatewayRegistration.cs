using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway.Doors;
using SlackAgents.Gateway.Git;
using SlackAgents.Gateway.Providers;
using SlackAgents.Gateway.Tools;
using SlackAgents.Gateway.Web;

namespace SlackAgents.Gateway;

/// <summary>Registers the gateway. Call it before whatever starts runs: hosted services start in order.</summary>
internal static class GatewayRegistration
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        services.AddOptionsWithValidateOnStart<ModelOptions>().Configure<IConfiguration>(BindModels);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelCatalog>();

        services.AddSingleton<IModelProvider, AnthropicProvider>();
        services.AddSingleton<IModelProvider, OpenAIProvider>();
        services.AddSingleton<IModelProvider, GeminiProvider>();
        services.AddSingleton<ModelProviders>();
        services.AddSingleton<IModelProviders>(provider => provider.GetRequiredService<ModelProviders>());
        services.AddSingleton<ModelUpstream>();
        services.AddSingleton<ModelForwarder>();
        services.AddSingleton<ModelsDoor>();

        services.AddSingleton<GitProcess>();
        services.AddSingleton<GitRepositories>();
        services.AddSingleton<GitFetch>();
        services.AddSingleton<GitPush>();
        services.AddSingleton<GitDoor>();

        services.AddOptionsWithValidateOnStart<McpOptions>().BindConfiguration(McpOptions.Section).ValidateDataAnnotations();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<McpOptions>, McpOptionsValidator>());
        services.AddSingleton<BuiltInServer>();
        services.AddSingleton<ToolUpstream>();
        services.AddSingleton<ToolProxy>();
        services.AddSingleton<ToolsDoor>();

        services.AddSingleton<WebDoor>();
        services.AddSingleton<DoorApplication>();
        services.AddSingleton<GatewayServer>();
        services.AddSingleton<IGateway>(provider => provider.GetRequiredService<GatewayServer>());
        services.AddHostedService(provider => provider.GetRequiredService<GatewayServer>());
        return services;
    }

    /// <summary>The models are numbered children of the section, so that they can be given as <c>Models:0:Id</c>; the aliases stand beside them.</summary>
    private static void BindModels(ModelOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(ModelOptions.Section);
        foreach (var entry in section.GetChildren().Where(child => !string.Equals(child.Key, nameof(options.Aliases), StringComparison.OrdinalIgnoreCase)))
        {
            options.Prices.Add(entry.Get<ModelPrice>() ?? new ModelPrice());
        }

        foreach (var alias in section.GetSection(nameof(options.Aliases)).GetChildren())
        {
            options.Aliases[alias.Key] = alias.Value ?? string.Empty;
        }
    }
}
