using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Intake;

namespace SlackAgents.Core.Harnesses;

internal static class HarnessRegistration
{
    /// <summary>
    /// The agent CLIs, the catalogue that finds them, and the grammar that knows their names.
    /// The caller binds <see cref="HarnessOptions"/> to its section.
    /// </summary>
    public static IServiceCollection AddHarnesses(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<HarnessOptions>();
        services.AddSingleton<IValidateOptions<HarnessOptions>>(provider =>
            new HarnessOptionsValidator(provider.GetRequiredService<HarnessCatalog>));
        services.AddSingleton<IHarness, ClaudeCodeHarness>();
        services.AddSingleton<HarnessCatalog>();
        services.AddSingleton(provider => new CommandGrammar(provider.GetRequiredService<HarnessCatalog>().Words));
        return services;
    }
}
