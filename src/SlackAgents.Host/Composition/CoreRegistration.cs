using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Host.Composition;

/// <summary>Sections and values that Core leaves to the host to bind.</summary>
internal static class CoreRegistration
{
    public static IServiceCollection AddCoreSections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<SandboxOptions>(configuration.GetSection(SandboxOptions.Section));
        services.AddSection<HarnessOptions>(configuration.GetSection(HarnessOptions.Section));
        services.AddSection<GitOptions>(configuration.GetSection(GitOptions.Section));
        services.AddSingleton<InstallationCell>();
        services.AddSingleton(provider => provider.GetRequiredService<InstallationCell>().Instance);
        return services;
    }
}
