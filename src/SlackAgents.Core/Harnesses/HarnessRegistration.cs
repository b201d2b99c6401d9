using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Harnesses.Amp;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Harnesses.Codex;
using SlackAgents.Core.Harnesses.CopilotCli;
using SlackAgents.Core.Harnesses.GeminiCli;
using SlackAgents.Core.Harnesses.OpenCode;
using SlackAgents.Core.Harnesses.QwenCode;
using SlackAgents.Core.Policies;

namespace SlackAgents.Core.Harnesses;

internal static class HarnessRegistration
{
    /// <summary>
    /// The agent CLIs and the catalogue that finds them.
    /// The caller binds <see cref="HarnessOptions"/> to its section and says who serves models (<see cref="IModelProviders"/>).
    /// </summary>
    public static IServiceCollection AddHarnesses(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<HarnessOptions>();
        services.AddSingleton<IValidateOptions<HarnessOptions>>(provider =>
            new HarnessOptionsValidator(provider.GetServices<IHarness>));
        services.AddSingleton<IHarness, ClaudeCodeHarness>();
        services.AddSingleton<IHarness, CodexHarness>();
        services.AddSingleton<IHarness, GeminiCliHarness>();
        services.AddSingleton<IHarness, OpenCodeHarness>();
        services.AddSingleton<IHarness, CopilotCliHarness>();
        services.AddSingleton<IHarness, QwenCodeHarness>();
        services.AddSingleton(provider => new HarnessCatalog(
        [
            .. provider.GetServices<IHarness>(),
            .. OnRequest(provider.GetRequiredService<IOptions<HarnessOptions>>().Value),
        ]));
        services.TryAddSingleton<ModelCatalog>();
        services.AddSingleton<ModelSelector>();
        return services;
    }

    /// <summary>What is there only because the operator says so.</summary>
    private static IEnumerable<IHarness> OnRequest(HarnessOptions options) =>
        options.Amp.Enabled ? [new AmpHarness(), .. ConfiguredAcpHarness.All(options)] : ConfiguredAcpHarness.All(options);
}
