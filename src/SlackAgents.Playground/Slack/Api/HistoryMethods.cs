using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>conversations.replies and conversations.history.</summary>
internal static class HistoryMethods
{
    public static JsonObject Replies(SlackCall call)
    {
        var channel = Readable(call);
        var asked = call.State.Messages.Find(channel.Id, call.Text("ts")) ?? throw new SlackRefusalException("thread_not_found");
        var thread = call.State.Messages.Thread(channel.Id, asked.ThreadTs ?? asked.Ts);

        // The root comes with every page and range; the bounds are for the replies.
        var (oldest, latest, inclusive) = Bounds(call);
        var within = thread.Where(message => !message.IsReply || Between(message.Ts, oldest, latest, inclusive));
        return Paging.Apply(call, "messages", [.. within.Select(message => Describe(call, message, thread))], 1000, 1000);
    }

    public static JsonObject History(SlackCall call)
    {
        var channel = Readable(call);
        var (oldest, latest, inclusive) = Bounds(call);
        var roots = call.State.Messages.In(channel.Id)
            .Where(message => !message.IsReply && Between(message.Ts, oldest, latest, inclusive))
            .Reverse();
        return Paging.Apply(
            call, "messages", [.. roots.Select(message => Describe(call, message, call.State.Messages.Thread(channel.Id, message.Ts)))], 100, 999);
    }

    private static Channel Readable(SlackCall call)
    {
        var channel = call.Channel();
        call.RequireScope(channel.HistoryScope);
        return call.IsIn(channel) ? channel : throw new SlackRefusalException("not_in_channel");
    }

    private static JsonObject Describe(SlackCall call, SlackMessage message, IReadOnlyList<SlackMessage> thread)
    {
        var json = message.ToJson(call.Flag("include_all_metadata"));
        if (message.IsReply)
        {
            json["parent_user_id"] = thread.FirstOrDefault(candidate => !candidate.IsReply)?.UserId;
        }
        else if (thread.Count > 1)
        {
            json["thread_ts"] = message.Ts;
            json["reply_count"] = thread.Count - 1;
            json["latest_reply"] = thread[^1].Ts;
        }

        return json;
    }

    private static (decimal Oldest, decimal Latest, bool Inclusive) Bounds(SlackCall call) =>
        (Bound(call, "oldest", 0, "invalid_ts_oldest"), Bound(call, "latest", decimal.MaxValue, "invalid_ts_latest"), call.Flag("inclusive"));

    private static decimal Bound(SlackCall call, string name, decimal otherwise, string error)
    {
        var text = call.Text(name);
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : throw new SlackRefusalException(error);
    }

    private static bool Between(string ts, decimal oldest, decimal latest, bool inclusive)
    {
        var at = decimal.Parse(ts, CultureInfo.InvariantCulture);
        return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    }
}
