using SlackAgents.Playground.Slack;

namespace SlackAgents.Benchmarks.SlackTraffic;

internal static class SlackCalls
{
    /// <summary>Posts and edits that Slack carried out, for each run.</summary>
    public static (double Posts, double Edits) PerRun(SlackWorkspace slack, int runs)
    {
        var done = slack.Requests.Where(request => request.Error is null).ToLookup(request => request.Method, StringComparer.Ordinal);
        return ((double)done["chat.postMessage"].Count() / runs, (double)done["chat.update"].Count() / runs);
    }
}
