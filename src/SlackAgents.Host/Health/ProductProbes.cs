using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway;
using SlackAgents.Host.Provisioning;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.SocketMode;

namespace SlackAgents.Host.Health;

/// <summary>What has to be well for a command to be served, and what is watched besides: GitHub may be away for a while.</summary>
internal static class ProductProbes
{
    public static IServiceCollection AddProductProbes(this IServiceCollection services) => services
        .AddHealthProbe("database", TimeSpan.FromSeconds(5), provider =>
        {
            var inbox = provider.GetRequiredService<IInbox>();
            return async cancellationToken =>
            {
                await inbox.CountPendingAsync(cancellationToken);
                return [];
            };
        })
        .AddHealthProbe("gateway", TimeSpan.FromSeconds(5), provider =>
        {
            var gateway = provider.GetRequiredService<GatewayServer>();
            return _ => Reasons(gateway.IsRunning, "The gateway does not run, so a sandbox would reach no model. Restart the host.");
        })
        .AddHealthProbe("sandbox engine", TimeSpan.FromSeconds(10), provider =>
        {
            var engine = provider.GetRequiredService<ISandboxEngine>();
            var image = provider.GetRequiredService<SandboxImageProvisioner>();
            return async cancellationToken => image.Reasons is { Count: > 0 } reasons ? reasons : await engine.CheckAsync(cancellationToken);
        })
        .AddHealthProbe("GitHub App", TimeSpan.FromSeconds(60), provider => provider.GetRequiredService<IRepositoryHost>().CheckAsync, onlyWarns: true)
        .AddHealthProbe(
            "workspaces",
            TimeSpan.FromSeconds(5),
            provider =>
            {
                var clients = provider.GetRequiredService<SlackApiClients>();
                return _ => Task.FromResult<IReadOnlyList<string>>(
                    [.. clients.Used.Where(one => one.Client.Web.DeadBecause is not null).Select(one => Dead(one.Team, one.Client.Web.DeadBecause!))]);
            },
            onlyWarns: true)
        .AddHealthProbe("way in from Slack", TimeSpan.FromSeconds(1), provider =>
        {
            var status = provider.GetRequiredService<SocketModeStatus>();
            return provider.GetRequiredService<IOptions<SlackOptions>>().Value.Transport is SlackTransport.Http
                ? _ => Reasons(isWell: true, string.Empty)
                : _ => Reasons(status.IsHealthy, status.FatalError ?? status.LastError ?? "No socket to Slack is open yet.");
        });

    private static string Dead(string? team, string code) =>
        $"Slack no longer takes the token of {(team is null ? "the configured workspace" : $"workspace {team}")} ({code}). Install the app there again, and renew Slack:BotToken if it is that one.";

    private static Task<IReadOnlyList<string>> Reasons(bool isWell, string reason) => Task.FromResult<IReadOnlyList<string>>(isWell ? [] : [reason]);
}
