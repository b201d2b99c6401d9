using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Accounts;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Checks;
using SlackAgents.GitHub.Http;
using SlackAgents.GitHub.PullRequests;
using SlackAgents.GitHub.Repositories;
using SlackAgents.GitHub.Webhooks;

namespace SlackAgents.GitHub;

/// <summary>Registers GitHub as the host of repositories and pull requests.</summary>
internal static class GitHubRegistration
{
    /// <summary>Binds <see cref="GitHubOptions"/> from its section. Needs <c>AddRepositories</c> of the core beside it.</summary>
    public static IServiceCollection AddGitHub(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SecretRegistry>();
        services.AddOptions<GitHubOptions>().BindConfiguration(GitHubOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GitHubOptions>, GitHubOptionsValidator>();
        services.AddHttpClient(GitHubConnection.ClientName, client =>
            {
                // Each attempt has its own limit; this one bounds nothing that the pipelines do not.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = GitHubConnection.MaxAnswerBytes;
            })
            // Redirects are followed by hand: only inside one server, with the credential.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
            // Four lines for each request would drown ours; what matters is logged where it is handled.
            .RemoveAllLoggers();
        services.AddSingleton<GitHubAddresses>();
        services.AddSingleton<GitHubConnection>();
        services.AddSingleton<GitHubFailures>();
        services.AddSingleton<AppPrivateKey>();
        services.AddSingleton<AppJwtFactory>();
        services.AddSingleton<GitHubAppsClient>();
        services.AddSingleton<InstallationTokens>();
        services.AddSingleton<GitHubAppProfile>();
        services.AddSingleton<PullRequestsClient>();
        services.AddSingleton<ChecksClient>();
        services.AddSingleton<GitHubAppInstallationsClient>();
        services.AddSingleton<InstalledRepositories>();
        services.AddSingleton<IRepositoryHost, GitHubRepositoryHost>();
        services.AddSingleton<IPullRequestHost, GitHubPullRequestHost>();
        services.AddSingleton<IGitHubSignIn, GitHubSignIn>();
        services.AddSingleton<IRepositoryRights, GitHubRepositoryRights>();
        services.AddSingleton<IValidateOptions<AccessOptions>, LinkingRequirement>();
        services.AddSingleton<GitHubWebhookReceiver>();
        services.AddSingleton<IInboxHandler, GitHubWebhookHandler>();
        return services;
    }
}
