using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Sandboxes;

namespace SlackAgents.Docker;

/// <summary>Registration of the sandboxes.</summary>
public static class DockerServiceCollectionExtensions
{
    /// <summary>
    /// Adds <c>ISandboxEngine</c> on a Docker engine. Binds and checks the section <c>Docker</c>; needs the section
    /// <c>Sandbox</c> and the installation's <c>InstanceId</c> to be registered.
    /// </summary>
    public static IServiceCollection AddDockerSandboxes(this IServiceCollection services)
    {
        services.AddOptions<DockerOptions>().BindConfiguration(DockerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DockerConnection>();
        services.AddSingleton<DockerClient>();
        services.AddSingleton<SandboxOutputReader>();
        services.AddSingleton<SandboxInput>();
        services.AddSingleton<SandboxConversation>();
        services.TryAddSingleton<ISandboxImageMaker, NoImageMaker>();
        services.AddSingleton<SandboxImages>();
        services.AddSingleton<OwnContainers>();
        services.AddSingleton<SandboxFiles>();
        services.AddSingleton<ISandboxEngine, DockerSandboxEngine>();
        return services;
    }
}
