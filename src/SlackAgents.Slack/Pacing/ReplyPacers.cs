using System.Runtime.CompilerServices;
using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.Pacing;

/// <summary>One pacer for each workspace: Slack counts by app and workspace (docs.slack.dev/apis/web-api/rate-limits).</summary>
internal sealed class ReplyPacers(Func<ReplyPacer> create)
{
    // A token that is replaced takes its pacer with it; its timers end with it.
    private readonly ConditionalWeakTable<SlackApiClient, ReplyPacer> _pacers = [];

    public ReplyPacer Of(SlackApiClient client) => _pacers.GetValue(client, _ => create());
}
