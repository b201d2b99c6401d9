using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Repositories;

/// <summary>Registers the repositories on the host.</summary>
internal static class RepositoriesRegistration
{
    /// <summary>
    /// Mirrors, quarantines and pushing. Needs an <see cref="IRepositoryHost"/>; the options are bound by the Host from
    /// the section <see cref="GitOptions.Section"/>.
    /// </summary>
    public static IServiceCollection AddRepositories(this IServiceCollection services, RepositoryStorage storage)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(storage);
        services.AddSingleton<IValidateOptions<GitOptions>, GitOptionsValidator>();
        services.AddOptions<GitOptions>().ValidateOnStart();
        services.AddSingleton<GitRunner>();
        services.AddSingleton<TokenRevocations>();
        services.AddSingleton<RemoteGit>();
        services.AddSingleton<MirrorFiles>();
        services.AddSingleton<RepositoryMirrors>();
        services.AddSingleton<Quarantines>();
        services.AddSingleton<BranchPusher>();
        services.AddHostedService<MirrorMaintenance>();
        return services;
    }
}
