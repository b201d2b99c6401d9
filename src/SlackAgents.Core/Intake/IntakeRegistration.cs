using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Api;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Handlers;
using SlackAgents.Core.Intake.Home;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.NewRuns;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;

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
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton<AccessPolicy>().AddSingleton<AccessRules>().AddSingleton<AccessRoles>().AddSingleton<AccessSentences>();
        services.AddSingleton<IIdentityLinks, IdentityLinks>();
        services.AddOptionsWithValidateOnStart<ApiOptions>();
        services.AddSingleton<ApiTokens>().AddSingleton<ApiKeys>().AddSingleton<ApiRuns>().AddSingleton<ApiOrders>().AddSingleton<ApiMessages>();
        services.AddSingleton(provider => new CommandGrammar(provider.GetRequiredService<HarnessCatalog>().Words));
        services.AddSingleton<InboxWakeup>();
        services.AddSingleton<IInbox>(provider => new WakingInbox(provider.GetRequiredKeyedService<IInbox>(StoredInbox), provider.GetRequiredService<InboxWakeup>()));
        services.AddSingleton<RunFactory>().AddSingleton<HarnessSelector>().AddSingleton<RunAdmission>().AddSingleton<SteeringDesk>().AddSingleton<RunControls>();
        services.AddSingleton<QuestionDesk>().AddSingleton<IButtonDesk, AnswerDesk>().AddSingleton<ThreadWords>().AddSingleton<ThreadDesk>().AddSingleton<AsideDesk>();
        services.AddSingleton<ReplyOptions>().AddSingleton<ReplyDesk>().AddSingleton<EditReader>().AddSingleton<EditDesk>();
        services.AddSingleton<RequestPatience>().AddSingleton<RunDesk>().AddSingleton<CommandDesk>();
        services.AddSingleton<ICommandServer, HelpServer>();
        services.AddSingleton<ICommandServer, ListServer>().AddSingleton<ICommandServer, StatusServer>();
        services.AddSingleton<ICommandServer, StopServer>().AddSingleton<ICommandServer, RetryServer>().AddSingleton<ICommandServer, LogsServer>();
        services.AddSingleton<ICommandServer, DecideServer>().AddSingleton<ICommandServer, MuteServer>().AddSingleton<ICommandServer, RevokeServer>().AddSingleton<ICommandServer, TellServer>();
        services.AddSingleton<Forks>().AddSingleton<ForkConfirmations>().AddSingleton<ICommandServer, ForkServer>().AddSingleton<IButtonDesk, ForkConfirmDesk>();
        services.AddSingleton<RequestGuard>().AddSingleton<IInstantAnswers, InstantAnswers>();
        services.AddSingleton<IRequestHandler<CommandInvocation>, CommandHandler>().AddSingleton<IRequestHandler<ThreadMessage>, ThreadMessageHandler>();
        services.AddSingleton<IRequestHandler<ButtonClick>, ButtonHandler>().AddSingleton<IRequestHandler<ReactionAdded>, ReactionHandler>();
        services.AddSingleton<IRequestHandler<FormSubmission>, FormHandler>().AddSingleton<IRequestHandler<SessionStopped>, SessionStoppedHandler>();
        services.AddSingleton<IRequestHandler<MessageEdited>, MessageEditedHandler>().AddSingleton<IRequestHandler<MessageDeleted>, MessageDeletedHandler>();
        services.AddSingleton<ICommandServer, LinkServer>().AddSingleton<ICommandServer, ApiTokenServer>().AddSingleton<IButtonDesk, FeedbackDesk>();
        services.AddRepositoryChoices();
        services.AddSettings().AddHome();
        services.AddNewRuns();
        services.AddHostedService<InboxWorker>().AddHostedService<DocumentCleaning>();
        return services;
    }

    private static void AddRepositoryChoices(this IServiceCollection services)
    {
        services.AddSingleton<RepositoryDirectory>().AddHostedService(provider => provider.GetRequiredService<RepositoryDirectory>());
        services.AddSingleton<RequestDefaults>().AddSingleton<RepositoryChooser>().AddSingleton<RepositoryCheck>().AddSingleton<RepositoryQuestions>();
        services.AddSingleton<IButtonDesk, RepositoryAnswers>();
        services.AddSingleton<RepositoryChange>().AddSingleton<RepositoryChangeDesk>();
        services.AddSingleton<IButtonDesk>(provider => provider.GetRequiredService<RepositoryChangeDesk>()).AddSingleton<IFormDesk>(provider => provider.GetRequiredService<RepositoryChangeDesk>());
        foreach (var field in (string[])[RepositorySuggestions.FormField, RepositoryQuestions.PickAction])
        {
            services.AddSingleton<IChoiceSource>(provider => ActivatorUtilities.CreateInstance<RepositorySuggestions>(provider, field));
        }
    }

    private static void AddNewRuns(this IServiceCollection services)
    {
        services.AddSingleton<FormOpener>().AddSingleton<AgentChoices>().AddSingleton<NewRunDrafts>().AddSingleton<NewRunForms>();
        services.AddSingleton<NewRunServer>().AddSingleton<ICommandServer>(provider => provider.GetRequiredService<NewRunServer>());
        services.AddSingleton<IFormDesk, NewRunDesk>().AddSingleton<IButtonDesk, NewRunButton>();
        services.AddSingleton<IRequestHandler<ShortcutUsed>, ShortcutHandler>();
    }
}
