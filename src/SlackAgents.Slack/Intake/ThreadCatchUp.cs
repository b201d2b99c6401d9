using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// After a time without any socket, reads the threads of live runs for what was said meanwhile: Slack does not promise
/// to deliver it again. What arrived after all is known by its key and not taken twice. Reactions and commands of that
/// time cannot be read back; Slack told the person of a failed command itself.
/// </summary>
internal sealed partial class ThreadCatchUp(SlackApiClient client, SlackIdentity identity, IRunStore runs, IInbox inbox, ILogger<ThreadCatchUp> logger)
{
    /// <summary>Bounds the calls: <c>conversations.replies</c> allows about fifty a minute.</summary>
    private const int MaxThreads = 40;

    /// <summary>The inbox remembers keys for 48 hours; further back a message could be taken twice.</summary>
    public static readonly TimeSpan FurthestBack = TimeSpan.FromHours(24);

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
        var bot = await identity.GetAsync(cancellationToken);
        var query = new RepliesQuery
        {
            Channel = run.Channel,
            Ts = run.ReplyThread!,
            Oldest = oldest.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000",
            IncludeAllMetadata = false,
        };
        var page = await client.Conversations.RepliesAsync(query, cancellationToken);
        var added = 0;
        foreach (var message in page.Messages ?? [])
        {
            var verdict = EnvelopeReader.Read("events_api", Wrap(message, run.Channel, bot));
            if (verdict.Item is { } item && await inbox.AddAsync(item, cancellationToken))
            {
                added++;
            }
        }

        return added;
    }

    /// <summary>The event that would have been delivered; without an event id, since that is not known.</summary>
    private static JsonElement Wrap(JsonElement message, string channel, BotIdentity bot)
    {
        var inner = JsonNode.Parse(message.GetRawText())!.AsObject();
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
