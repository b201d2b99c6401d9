using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.PullRequests;
using SlackAgents.Core.Runs.Results;
using SlackAgents.Core.Runs.Steps;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs;

internal static class RunsRegistration
{
    /// <summary>The life-cycle of runs. Needs the stores, the walls and the harnesses; the caller binds <see cref="RunsOptions"/>.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RunsOptions>().ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<ContextOptions>().ValidateDataAnnotations();
        services.AddSingleton<RunSignals>().AddSingleton<RunQueue>().AddSingleton<CardUpdates>().AddSingleton<LiveRuns>().AddSingleton<ModelPulse>();
        services.AddSingleton<RunStateChanger>().AddSingleton<RunAudit>().AddSingleton<TurnMessages>().AddSingleton<TurnEnding>().AddSingleton<RunStops>().AddSingleton<RunReplacements>().AddSingleton<FollowUps>().AddSingleton<FollowUpEdits>();
        services.AddSingleton<ForkNotes>();
        services.AddSingleton<RunCard>().AddSingleton<TurnEndMessage>();
        services.AddSingleton<RunFolders>().AddSingleton<SessionFiles>().AddSingleton<RunRepositories>().AddSingleton<RunProviders>().AddSingleton<BranchChanges>();
        services.AddSingleton<ContextFolder>().AddSingleton<ContextPatience>().AddSingleton<ConversationReader>().AddSingleton<ConversationText>().AddSingleton<Standings>();
        services.AddSingleton<IncomingFiles>().AddSingleton<ContextGatherer>().AddSingleton<TurnContexts>();
        services.AddSingleton<TurnBriefing>().AddSingleton<TurnLauncher>().AddSingleton<TurnOutput>().AddSingleton<TurnReceipts>().AddSingleton<RunSessions>();
        services.AddSingleton<TurnLimits>().AddSingleton<TurnStops>().AddSingleton<TurnSteering>().AddSingleton<TurnWatch>().AddSingleton<TurnConductor>();
        services.AddSingleton<ToolServers>().AddSingleton<QuestionMessages>().AddSingleton<QuestionBook>().AddSingleton<Questions>().AddSingleton<QuestionEnding>();
        services.AddSingleton<AttachmentFiles>().AddSingleton<AttachmentReader>().AddSingleton<AttachmentBook>().AddSingleton<Attachments>().AddSingleton<RunTools>();
        services.AddSingleton<BranchImages>().AddSingleton<ResultFiles>();
        services.AddSingleton<Fallbacks>().AddSingleton<TurnRepeats>().AddSingleton<TurnReports>().AddSingleton<TurnConclusion>();
        services.AddSingleton<ApprovalMessages>().AddSingleton<HeldChanges>().AddSingleton<ApprovalBook>().AddSingleton<IApprovals>(provider => provider.GetRequiredService<ApprovalBook>()).AddHostedService<ApprovalExpiry>();
        services.AddSingleton<PullRequestNews>().AddSingleton<PullRequestWatchState>().AddSingleton<PullRequestWatch>().AddSingleton<IPullRequestWatch>(provider => provider.GetRequiredService<PullRequestWatch>()).AddHostedService(provider => provider.GetRequiredService<PullRequestWatch>());
        services.AddSingleton<RunTrace>().AddSingleton<PullRequestText>().AddSingleton<Publisher>();
        services.AddSingleton<PrepareLimit>().AddSingleton<QueuedStep>().AddSingleton<PrepareStep>().AddSingleton<TurnStep>().AddSingleton<PublishStep>();
        services.AddSingleton<RunRecovery>().AddSingleton<RunSteps>().AddSingleton<RunWorker>();
        services.AddSingleton<SchedulerState>().AddSingleton<CardUpdaterState>().AddSingleton<CardEdits>();
        services.AddSingleton<ICardSource, RunCards>().AddSingleton<ISandboxOwners, RunSandboxes>();
        services.AddHostedService<RunScheduler>().AddHostedService<CardUpdater>().AddHostedService<AgentStatusUpdater>().AddHostedService<SandboxReaper>();
        return services;
    }
}
