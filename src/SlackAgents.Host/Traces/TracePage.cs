using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The pages: a run's trace, and the refusal.</summary>
internal static class TracePage
{
    /// <summary>Events rendered into the page; further ones are loaded live, or by the link at the end.</summary>
    public const int FirstEvents = 500;

    public static Html Render(Run run, IReadOnlyList<TraceRecord> records, string token, DateTimeOffset now)
    {
        var last = records.Count > 0 ? records[^1].Sequence : 0;
        var more = records.Count < FirstEvents
            ? Html.Empty
            : Html.Of($"""<p class="more"><a href="{run.Id.Value}?{TraceLinks.Parameter}={token}&amp;after={last}">Further events</a></p>""");
        return Frame(
            Html.Of($"{ForeignText.Clean(run.Title, 100)}"),
            Html.Of($"""
                <header id="head">{Head(run, now)}</header>
                <main>
                <ol id="events" data-stream="{run.Id.Value}/events?{TraceLinks.Parameter}={token}" data-last="{last}">{Html.Join(TraceItems.Of(records).Select(TraceEventMarkup.Render))}</ol>
                {more}
                </main>
                <footer><span id="live">Live updates need JavaScript; reload the page instead.</span> <a href="{run.Id.Value}/trace.jsonl?{TraceLinks.Parameter}={token}" download>Download the whole trace</a></footer>
                <script src="../assets/trace.js" defer></script>
                """));
    }

    /// <summary>The part above the events; sent again whenever the run changes.</summary>
    public static Html Head(Run run, DateTimeOffset now)
    {
        var end = run.AtRest ? run.StateSince : now;
        return Html.Of($"""
            <p class="status {run.State.ToString().ToLowerInvariant()}">{run.State.ToString()}{Reason(run)}</p>
            <h1>{ForeignText.Clean(run.Title, 200)}</h1>
            {Detail(run)}
            <dl>
            <div><dt>Run</dt><dd>{run.Id.Value}</dd></div>
            <div><dt>Repository</dt><dd>{run.Repository.ToString()}</dd></div>
            <div><dt>Branch</dt><dd>{run.Branch}</dd></div>
            <div><dt>Base</dt><dd>{ForeignText.Clean(run.Base ?? "–", 200)}</dd></div>
            <div><dt>Asked by</dt><dd>{ForeignText.Clean(run.Requester.DisplayName, 100)}</dd></div>
            <div><dt>Agent</dt><dd>{run.Harness}, {ForeignText.Clean(run.Model, 100)}</dd></div>
            <div><dt>Elapsed</dt><dd>{Elapsed(end - run.CreatedAt)}</dd></div>
            <div><dt>Cost</dt><dd>${run.Usage.CostUsd:0.00}</dd></div>
            <div><dt>Tokens</dt><dd>{run.Usage.TotalTokens:N0}</dd></div>
            <div><dt>Pull request</dt><dd>{PullRequest(run)}</dd></div>
            </dl>
            """);
    }

    /// <summary>What somebody sees whose link does not open anything. The same for every run, known or not.</summary>
    public static Html Refusal(TraceLinkVerdict verdict) => Frame(
        Html.Of($"No access"),
        Html.Of($"""
            <main class="refusal">
            <h1>{RefusalTitle(verdict)}</h1>
            <p>{RefusalReason(verdict)}</p>
            <p>Reply <code>status</code> in the run's Slack thread: the answer carries a fresh link.</p>
            </main>
            """));

    private static string RefusalTitle(TraceLinkVerdict verdict) => verdict switch
    {
        TraceLinkVerdict.Expired => "This link has expired",
        TraceLinkVerdict.Revoked => "This link was revoked",
        _ => "This link does not open a trace",
    };

    private static string RefusalReason(TraceLinkVerdict verdict) => verdict switch
    {
        TraceLinkVerdict.Expired => "Links to a trace end after a while, so that an old message cannot be used to look in.",
        TraceLinkVerdict.Revoked => "Somebody who may stop this run ended all links to it that had been given out.",
        _ => "It is incomplete, was changed, or belongs to another run.",
    };

    public static Html Gone { get; } = Frame(
        Html.Of($"Not kept"),
        Html.Of($"""<main class="refusal"><h1>This run is no longer kept</h1><p>The link is good, but the run's record was removed from this installation. The pull request and the Slack thread still tell what came of it.</p></main>"""));

    /// <summary>What stands around every page.</summary>
    public static Html Frame(Html title, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>{title} · SlackAgents</title>
        <link rel="stylesheet" href="../assets/trace.css">
        </head>
        <body>
        {body}
        </body>
        </html>
        """);

    private static Html Reason(Run run) => run.Reason is { } reason ? Html.Of($" · {ReasonCatalog.Of(reason).Sentence}") : Html.Empty;

    private static Html Detail(Run run) =>
        string.IsNullOrEmpty(run.ReasonDetail) ? Html.Empty : Html.Of($"""<pre class="detail">{ForeignText.Clean(run.ReasonDetail, 2000)}</pre>""");

    private static Html PullRequest(Run run) => run is { PullRequestUrl: { Scheme: "https" or "http" } url, PullRequestNumber: { } number }
        ? Html.Of($"""<a href="{url.AbsoluteUri}" rel="noreferrer noopener">#{number}</a>""")
        : Html.Of($"{(run.Push ? "none yet" : "off for this run")}");

    private static string Elapsed(TimeSpan span) =>
        span.TotalHours >= 1 ? $"{(int)span.TotalHours} h {span.Minutes} min" : span.TotalMinutes >= 1 ? $"{span.Minutes} min {span.Seconds} s" : $"{Math.Max(0, (int)span.TotalSeconds)} s";
}
