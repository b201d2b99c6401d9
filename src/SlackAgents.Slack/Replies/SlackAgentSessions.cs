using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Replies;

/// <inheritdoc/>
internal sealed partial class SlackAgentSessions(
    SlackApiClients clients,
    ReplyPacers pacers,
    IOptions<SlackOptions> options,
    TimeProvider time,
    ILogger<SlackAgentSessions> logger) : IAgentSessions
{
    private const int MaxTitle = 200;

    /// <summary>After that it is tried again: somebody may have switched the feature on.</summary>
    private static readonly TimeSpan Off = TimeSpan.FromHours(1);

    /// <summary>By workspace. Only the one loop that calls touches it.</summary>
    private readonly ConditionalWeakTable<SlackApiClient, StrongBox<DateTimeOffset>> _offUntil = [];

    public async Task SetStatusAsync(string channel, string threadTs, AgentSessionStatus status, string? title, CancellationToken cancellationToken)
    {
        if (!options.Value.AgentStatus || await FindClientAsync(channel, cancellationToken) is not { } client)
        {
            return;
        }

        var offUntil = _offUntil.GetOrCreateValue(client);
        if (time.GetUtcNow() < offUntil.Value)
        {
            return;
        }

        try
        {
            await pacers.Of(client).WaitForSessionAsync(cancellationToken);
            await client.AgentSessions.SetStatusAsync(new AgentSessionUpdate(channel, threadTs, NameOf(status), TitleOf(title)), cancellationToken);
        }
        catch (SlackException exception) when (exception.IsRateLimit || exception.IsUnsure || IsAboutOne(exception.ErrorCode))
        {
            Log.NotShown(logger, exception.ErrorCode);
        }
        catch (SlackException exception)
        {
            offUntil.Value = time.GetUtcNow() + Off;
            Log.SwitchedOff(logger, exception.ErrorCode, Off.TotalMinutes);
        }
    }

    private async Task<SlackApiClient?> FindClientAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.OfChannelAsync(channel, cancellationToken);
        }
        catch (SlackException exception)
        {
            Log.NotShown(logger, exception.ErrorCode);
            return null;
        }
    }

    /// <summary>Wrong for this thread, not for the workspace.</summary>
    private static bool IsAboutOne(string code) =>
        code is "channel_not_found" or "not_in_channel" or "is_archived" or "session_not_found" or "invalid_name" or "name_taken" or "thread_not_found" or "message_not_found";

    private static string? TitleOf(string? title) =>
        title is null || BlockKitRenderer.IsEmpty(title) ? null : SlackWriting.Plain(title, MaxTitle);

    private static string NameOf(AgentSessionStatus status) => status switch
    {
        AgentSessionStatus.Processing => "processing",
        AgentSessionStatus.Suspended => "suspended",
        AgentSessionStatus.Closed => "closed",
        _ => "active",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Slack did not take the status of a thread ({Code}).")]
        public static partial void NotShown(ILogger logger, string code);

        [LoggerMessage(2, LogLevel.Information, "This workspace shows no status of agents ({Code}); it is not tried again for {Minutes} minutes. Slack:AgentStatus=false says so for good.")]
        public static partial void SwitchedOff(ILogger logger, string code, double minutes);
    }
}
