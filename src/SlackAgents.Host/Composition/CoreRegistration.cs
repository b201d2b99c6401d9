using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Context;
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
        services.AddSection<RunsOptions>(configuration.GetSection(RunsOptions.Section));
        services.AddSection<ContextOptions>(configuration.GetSection(ContextOptions.Section));
        services.AddSection<DefaultsOptions>(configuration.GetSection(DefaultsOptions.Section));
        services.AddSection<AccessOptions>(configuration.GetSection(AccessOptions.Section));
        services.AddSection<ApiOptions>(configuration.GetSection(ApiOptions.Section));
        services.AddSection<PublishingOptions>(configuration.GetSection(PublishingOptions.Section));
        services.AddSection<GitOptions>(configuration.GetSection(GitOptions.Section));
        services.AddSingleton<IValidateOptions<PublishingOptions>, PublishingOptionsValidator>();
        services.AddSingleton<BranchDiffReader>().AddSingleton<PushPolicy>();
        services.AddSingleton<InstallationCell>();
        services.AddSingleton(provider => provider.GetRequiredService<InstallationCell>().Instance);
        return services;
    }
}
