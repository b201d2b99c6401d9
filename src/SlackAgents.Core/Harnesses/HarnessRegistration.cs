using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Harnesses.Codex;

namespace SlackAgents.Core.Harnesses;

internal static class HarnessRegistration
{
    /// <summary>
    /// The agent CLIs and the catalogue that finds them.
    /// The caller binds <see cref="HarnessOptions"/> to its section.
    /// </summary>
    public static IServiceCollection AddHarnesses(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<HarnessOptions>();
        services.AddSingleton<IValidateOptions<HarnessOptions>>(provider =>
            new HarnessOptionsValidator(provider.GetRequiredService<HarnessCatalog>));
        services.AddSingleton<IHarness, ClaudeCodeHarness>();
        services.AddSingleton<IHarness, CodexHarness>();
        services.AddSingleton<HarnessCatalog>();
        return services;
    }
}
