using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Installing;

/// <summary>How an installation ended.</summary>
internal static class InstallPage
{
    public static Html Done(string team) => Show(
        "The app is installed",
        Html.Of($"<p>It works in <strong>{ForeignText.Clean(team, 100)}</strong> now. Invite it to a channel and mention it there, or write to it directly. You can close this page.</p>"));

    public static Html Failed(string problem) => Show(
        "Nothing was installed",
        Html.Of($"""<p>{problem}</p><p><a href="install">Begin again</a></p>"""));

    private static Html Show(string title, Html body) => TracePage.Frame(Html.Of($"{title}"), Html.Of($"""<main class="refusal"><h1>{title}</h1>{body}</main>"""));
}
