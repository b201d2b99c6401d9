using System.Diagnostics.Metrics;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Replies;

/// <summary>Counts what is said, so that messages and edits per run can be told (meter <c>SlackAgents.Slack</c>).</summary>
internal static class SaidMetrics
{
    public const string MeterName = "SlackAgents.Slack";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> MessageCounter = Meter.CreateCounter<long>(
        "slack.messages", "{message}", "New messages, by kind: post, ephemeral, response, file.");

    private static readonly Counter<long> EditCounter = Meter.CreateCounter<long>("slack.edits", "{edit}", "Messages that were changed in place, by priority.");

    private static readonly Counter<long> ReactionCounter = Meter.CreateCounter<long>("slack.reactions", "{reaction}", "Reactions that were added or removed.");

    public static void Message(string kind) => MessageCounter.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Edit(OutboxPriority priority) => EditCounter.Add(1, new KeyValuePair<string, object?>("priority", priority.ToString()));

    public static void Reaction() => ReactionCounter.Add(1);
}
