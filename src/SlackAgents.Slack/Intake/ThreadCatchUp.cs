using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Pacing;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// After a time without any socket, reads the threads of live runs for what was said meanwhile: Slack does not promise
/// to deliver it again. What arrived after all is known by its key and not taken twice. Reactions, deletions and commands of
/// that time cannot be read back; Slack told the person of a failed command itself.
/// </summary>
internal sealed partial class ThreadCatchUp(SlackApiClients clients, ReplyPacers pacers, IRunStore runs, IInbox inbox, ILogger<ThreadCatchUp> logger)
{
    /// <summary>Bounds the calls: <c>conversations.replies</c> allows about fifty a minute.</summary>
    private const int MaxThreads = 40;

    /// <summary>The inbox remembers keys for 48 hours; further back a message could be taken twice.</summary>
    public static readonly TimeSpan FurthestBack = TimeSpan.FromHours(24);

    /// <summary>A message that was delivered before the gap may have been edited in it.</summary>
    private static readonly TimeSpan MayBeEditedFor = TimeSpan.FromMinutes(30);

    private static readonly RunState[] Live = [RunState.Queued, RunState.Preparing, RunState.Running, RunState.Stopping, RunState.Publishing];

    /// <param name="since">When the last socket was lost.</param>
    /// <returns>How many messages were new.</returns>
    public async Task<int> RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var run in await ListAsync(since, cancellationToken))
        {
            try
            {
                found += await ReadThreadAsync(run, run.CreatedAt > since ? run.CreatedAt : since, cancellationToken);
            }
            catch (SlackException exception)
            {
                Log.ThreadFailed(logger, run.Id, exception.ErrorCode);
            }
        }

        Log.Done(logger, found);
        return found;
    }

    /// <summary>Live runs, and those that came to rest lately: a follow-up may have been said to them.</summary>
    private async Task<IReadOnlyList<Run>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var live = await runs.ListAsync(Live, cancellationToken);
        var recent = await runs.ListRecentAsync(requester: null, MaxThreads, cancellationToken);
        return [.. live.Concat(recent.Where(run => run.StateSince > since - FurthestBack))
            .Where(run => run.ReplyThread is not null)
            .DistinctBy(run => new ThreadAddress(run.Channel, run.ReplyThread!))
            .Take(MaxThreads)];
    }

    private async Task<int> ReadThreadAsync(Run run, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(run.Channel, cancellationToken);
        var bot = await client.GetIdentityAsync(cancellationToken);
        oldest = DateTimeOffset.FromUnixTimeSeconds(oldest.ToUnixTimeSeconds());
        var query = new RepliesQuery
        {
            Channel = run.Channel,
            Ts = run.ReplyThread!,
            Oldest = (oldest - MayBeEditedFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000",
            IncludeAllMetadata = false,
        };
        await pacers.Of(client).WaitForCatchUpAsync(cancellationToken);
        var page = await client.Conversations.RepliesAsync(query, cancellationToken);
        var added = 0;
        foreach (var message in page.Messages ?? [])
        {
            // What was said before the gap came in then, or was not for the bot; it may have been changed since.
            var isNew = SlackTimestamp.Read(message.Text("ts")) >= oldest && await AddAsync(Wrap(Said(message), run.Channel, bot), cancellationToken);
            if (isNew || (WasEditedSince(message, oldest) && await AddAsync(Wrap(Edited(message), run.Channel, bot), cancellationToken)))
            {
                added++;
            }
        }

        return added;
    }

    private async Task<bool> AddAsync(JsonElement payload, CancellationToken cancellationToken) =>
        EnvelopeReader.Read(EnvelopeReader.Events, payload).Item is { } item && await inbox.AddAsync(item, cancellationToken);

    private static bool WasEditedSince(JsonElement message, DateTimeOffset since) => SlackTimestamp.Read(message.Nested("edited").Text("ts")) >= since;

    private static JsonObject Said(JsonElement message) => JsonNode.Parse(message.GetRawText())!.AsObject();

    /// <summary>What it said before is not known any more.</summary>
    private static JsonObject Edited(JsonElement message) => new() { ["subtype"] = "message_changed", ["hidden"] = true, ["message"] = Said(message) };

    /// <summary>The event that would have been delivered; without an event id, since that is not known.</summary>
    private static JsonElement Wrap(JsonObject inner, string channel, BotIdentity bot)
    {
        inner["channel"] = channel;
        inner["type"] = "message";
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "event_callback",
            ["team_id"] = bot.Team,
            ["event"] = inner,
            ["authorizations"] = new JsonArray(new JsonObject { ["user_id"] = bot.User, ["is_bot"] = true, ["team_id"] = bot.Team }),
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Read the threads of live runs after a gap: {Found} messages had been missed.")]
        public static partial void Done(ILogger logger, int found);

        [LoggerMessage(2, LogLevel.Warning, "The thread of run {Run} could not be read after a gap: {Code}. What was said there meanwhile may be missing.")]
        public static partial void ThreadFailed(ILogger logger, RunId run, string code);
    }
}
