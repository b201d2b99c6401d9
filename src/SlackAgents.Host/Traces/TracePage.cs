using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>Small pages without a script: what somebody sees who is not shown a run, and what links and installations end in.</summary>
internal static class TracePage
{
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

    /// <summary>What stands around a small page.</summary>
    public static Html Frame(Html title, Html body) => PageFrame.Render(title, Html.Of($"""<link rel="stylesheet" href="../assets/page.css">"""), body);
}
