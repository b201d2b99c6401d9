using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Forms;
using SlackAgents.Slack.Http;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.Intake;
using SlackAgents.Slack.Messages;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Replies;
using SlackAgents.Slack.SignIn;
using SlackAgents.Slack.SocketMode;
using SlackAgents.Core.Intake;

namespace SlackAgents.Slack;

/// <summary>Slack: its payloads in, our answers out.</summary>
internal static class SlackServiceCollectionExtensions
{
    /// <summary>
    /// Needs <see cref="IInbox"/>, the instant answers, the handlers of requests, runs, documents and the seal of tokens from elsewhere. The section
    /// <c>Slack</c> is validated at start.
    /// </summary>
    public static IServiceCollection AddSlack(this IServiceCollection services) => services
        .AddSlackOptions()
        .AddSlackApi()
        .AddSlackReplies()
        .AddSlackIntake();

    private static IServiceCollection AddSlackOptions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        services.AddOptionsWithValidateOnStart<SlackOptions>().BindConfiguration(SlackOptions.Section).ValidateDataAnnotations();
        return services;
    }

    private static IServiceCollection AddSlackApi(this IServiceCollection services)
    {
        services.AddHttpClient(SlackWebApi.ClientName, client =>
            {
                // Each call has its own limit; a page of messages is the largest answer.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 16 * 1024 * 1024;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                // A redirect could lead a response address, or a token, somewhere else.
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // The factory's own logging writes addresses, and a response address is a secret.
            .RemoveAllLoggers();
        return services
            .AddSingleton<SlackPipelines>()
            .AddSingleton<SlackWebApi>()
            .AddSingleton<SlackApiClient>()
            .AddSingleton<FilesApi>()
            .AddSingleton<ResponseUrlClient>()
            .AddSingleton<SlackInstallations>()
            .AddSingleton<ChannelTeams>()
            .AddSingleton<SlackApiClients>()
            .AddSingleton<OAuthCalls>()
            .AddSingleton<OAuthApi>()
            .AddSingleton<OpenIdApi>()
            .AddSingleton<SlackInstaller>()
            .AddSingleton<SlackIdentity>()
            .AddSingleton<SlackDoctor>();
    }

    private static IServiceCollection AddSlackReplies(this IServiceCollection services) => services
        .AddSingleton(provider => new ReplyPacers(() => new ReplyPacer(provider.GetRequiredService<TimeProvider>())))
        .AddSingleton<MessageFinder>()
        .AddSingleton<PacedCalls>()
        .AddSingleton<BlockFallbacks>()
        .AddSingleton<PrivateReplies>()
        .AddSingleton<IReplyChannel, SlackReplyChannel>()
        .AddSingleton<IAgentSessions, SlackAgentSessions>()
        .AddSingleton<IFormChannel, SlackFormChannel>()
        .AddSingleton<IPersonDirectory, SlackPersonDirectory>()
        .AddSingleton<FileDownloads>()
        .AddSingleton<IMessageReader, SlackMessageReader>();

    private static IServiceCollection AddSlackIntake(this IServiceCollection services)
    {
        services.AddSingleton<ThreadRootFinder>();
        services.AddSingleton<ThreadCatchUp>();
        services.AddSingleton<IInboxHandler, SlashCommandHandler>();
        services.AddSingleton<IInboxHandler, InteractiveHandler>();
        services.AddSingleton<IInboxHandler, ShortcutHandler>();
        services.AddSingleton<IInboxHandler, FormSubmissionHandler>();
        services.AddSingleton<IInboxHandler, Intake.EventHandler>();
        services.AddSingleton<IInboxHandler, MessageChangeHandler>();
        services.AddSingleton<IInboxHandler, HomeOpenedHandler>();
        services.AddSingleton<IInboxHandler, SessionStoppedHandler>();
        services.AddSingleton<IInboxHandler, InstallationEndedHandler>();
        // Whoever only opens a socket, as doctor does, needs nothing of what answers forms.
        services.AddSingleton(provider => new Lazy<IInstantAnswers>(provider.GetRequiredService<IInstantAnswers>));
        services.AddSingleton<AcknowledgementAnswers>();
        services.AddSingleton<PayloadIntake>();
        services.AddSingleton<SlackHttpReceiver>();
        services.TryAddSingleton<ISocketConnector, ClientSocketConnector>();
        services.AddSingleton<SocketModeStatus>();
        services.AddSingleton<EnvelopeReceiver>();
        services.AddSingleton<SocketModeOpener>();
        services.AddHostedService<SocketModeClient>();
        services.AddHostedService<GapCatchUp>();
        return services;
    }
}
