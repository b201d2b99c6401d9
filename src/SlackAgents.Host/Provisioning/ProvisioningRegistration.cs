using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Host.Provisioning;

/// <summary>What the host makes for itself when it is missing.</summary>
internal static class ProvisioningRegistration
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<ProvisioningOptions>(configuration.GetSection(ProvisioningOptions.Section));
        services.AddSingleton(_ => SandboxImageScript.Find());
        services.AddSingleton<SandboxImageMaker>();
        services.AddSingleton<ISandboxImageMaker>(provider => provider.GetRequiredService<SandboxImageMaker>());
        services.AddSingleton<SandboxImageProvisioner>();
        services.AddHostedService(provider => provider.GetRequiredService<SandboxImageProvisioner>());
        return services;
    }
}
