using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Policies;

namespace SlackAgents.Core.Intake;

internal static class IntakeRegistration
{
    /// <summary>From the inbox to runs. Needs the stored inbox registered as <see cref="IInbox"/> under the key <see cref="StoredInbox"/>.</summary>
    public const string StoredInbox = "stored";

    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<DefaultsOptions>();
        services.AddSingleton<IValidateOptions<DefaultsOptions>, DefaultsOptionsValidator>();
        services.AddOptionsWithValidateOnStart<AccessOptions>();
        services.AddSingleton<AccessPolicy>();
        services.AddSingleton(provider => new CommandGrammar(provider.GetRequiredService<HarnessCatalog>().Words));
        services.AddSingleton<InboxWakeup>();
        services.AddSingleton<IInbox>(provider => new WakingInbox(provider.GetRequiredKeyedService<IInbox>(StoredInbox), provider.GetRequiredService<InboxWakeup>()));
        services.AddSingleton<RunFactory>().AddSingleton<HarnessSelector>().AddSingleton<RunAdmission>().AddSingleton<SteeringDesk>().AddSingleton<RunControls>();
        services.AddSingleton<QuestionDesk>();
        services.AddSingleton<RequestPatience>().AddSingleton<RunDesk>().AddSingleton<CommandDesk>().AddSingleton<IConversation, Conversation>();
        services.AddHostedService<InboxWorker>();
        return services;
    }
}
