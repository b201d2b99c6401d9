using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Intake;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Installations;

/// <summary>
/// The app was taken out of a workspace, or its bot's token was revoked (docs.slack.dev/reference/events/app_uninstalled,
/// /tokens_revoked): the token is forgotten and what runs for that workspace is stopped. Slack sends both events, in any order.
/// </summary>
internal sealed partial class InstallationEndedHandler(
    SlackInstallations installations,
    SlackApiClient configured,
    SlackApiClients clients,
    IRunStore runs,
    RunStops stops,
    ILogger<InstallationEndedHandler> logger) : IInboxHandler
{
    public const string Sentence = "The app was removed from this workspace, so I can no longer answer here.";

    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.InstallationEnded];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement;
        var team = payload.Text("team_id") ?? throw new FormatException("The stored event names no team.");
        var ended = payload.Nested("event");
        if (ended.Text("type") is "tokens_revoked" && !HasBotToken(ended))
        {
            return; // one person's token, and we use none
        }

        try
        {
            if (await IsOursAsync(team, cancellationToken) && await installations.EndAsync(team, TimeOf(payload) ?? entry.ReceivedAt, cancellationToken))
            {
                Log.Ended(logger, team);
                await StopRunsAsync(team, cancellationToken);
            }
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    /// <summary>The app may have been put into another workspace by hand; its end is not that of the configured token.</summary>
    private async Task<bool> IsOursAsync(string team, CancellationToken cancellationToken)
    {
        if ((await installations.ListAsync(cancellationToken)).Any(one => one.Team == team))
        {
            return true;
        }

        try
        {
            return (await configured.GetIdentityAsync(cancellationToken)).Team == team;
        }
        catch (SlackException exception) when (SlackErrorCodes.DeadToken.Contains(exception.ErrorCode))
        {
            // The configured token is over, and no other workspace is known to be this one.
            return true;
        }
    }

    private async Task StopRunsAsync(string team, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.ListAsync(RunStates.UnderWay, cancellationToken))
        {
            if (await TeamOfAsync(run, cancellationToken) == team)
            {
                await stops.StopAsync(run.Id, ReasonCode.ChannelUnreachable, Sentence, cancellationToken);
            }
        }
    }

    private async Task<string> TeamOfAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.TeamOfAsync(run.Channel, cancellationToken);
        }
        catch (SlackException)
        {
            // The configured token is over: its channels were never written down, but who asked is known.
            return run.Requester.Person.Team;
        }
    }

    private static bool HasBotToken(JsonElement ended) =>
        ended.Nested("tokens") is { ValueKind: JsonValueKind.Object } tokens
        && tokens.TryGetProperty("bot", out var bots) && bots.ValueKind is JsonValueKind.Array && bots.GetArrayLength() > 0;

    private static DateTimeOffset? TimeOf(JsonElement payload) =>
        payload.TryGetProperty("event_time", out var time) && time.ValueKind is JsonValueKind.Number && time.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The app is no longer installed in workspace {Team}. Its token was forgotten, and what ran for it is stopped.")]
        public static partial void Ended(ILogger logger, string team);
    }
}
