using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Linking;

/// <summary>The pages of linking a GitHub account. They load nothing but our own style sheet.</summary>
internal static class LinkPage
{
    /// <summary>Says whose Slack account it is about: a link that somebody else passed on is seen through here.</summary>
    public static Html Ask(LinkInvitation invitation, string state) => Show(
        "Link your GitHub account",
        Html.Of($"""
            <p>The GitHub account of this browser will be linked to the Slack account of <strong>{ForeignText.Clean(invitation.DisplayName, 100)}</strong> ({invitation.Person.User}).</p>
            <p>Go on only if that is you: whatever your GitHub account may write to, this person may then start and approve work on.</p>
            <form method="post" action="link"><input type="hidden" name="state" value="{state}"><button>Go on to GitHub</button></form>
            """));

    public static Html Done(GitHubAccount account) => Show(
        $"You are linked as {account.Login}",
        Html.Of($"<p>Slack knows you as <strong>{account.Login}</strong> on GitHub now. You can close this page. <code>/agent link undo</code> in Slack unties it.</p>"));

    public static Html Failed(string problem) => Show(
        "Nothing was linked",
        Html.Of($"<p>{problem}</p><p>Say <code>/agent link</code> in Slack for a new link.</p>"));

    private static Html Show(string title, Html body) => TracePage.Frame(Html.Of($"{title}"), Html.Of($"""<main class="refusal"><h1>{title}</h1>{body}</main>"""));
}
