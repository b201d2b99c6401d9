using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.SignIn;

/// <summary>The pages around signing in. All of them are one folder deep, and load nothing but our own style sheet.</summary>
internal static class SignInPage
{
    /// <summary>Says whose account it is about: a link that somebody else passed on is seen through here.</summary>
    public static Html AskPersonal(LinkInvitation invitation, string ticket, string form) => Show(
        "See all runs",
        Html.Of($"""
            <p>This browser will be signed in as <strong>{ForeignText.Clean(invitation.DisplayName, 100)}</strong> ({invitation.Person.User}) for 12 hours.</p>
            <p>Go on only if that is you.</p>
            <form method="post" action="personal"><input type="hidden" name="{RunsLinks.Parameter}" value="{ticket}"><input type="hidden" name="{FormGuard.Field}" value="{form}"><button>Sign in</button></form>
            """));

    public static Html AskSignOut(SignedInPerson person, string form) => Show(
        "Sign out",
        Html.Of($"""
            <p>This browser is signed in as <strong>{ForeignText.Clean(person.DisplayName, 100)}</strong> ({person.Person.User}).</p>
            <form method="post" action="out"><input type="hidden" name="{FormGuard.Field}" value="{form}"><button>Sign out</button></form>
            """));

    public static Html SignedOut { get; } = Show("You are signed out", Html.Of($"<p>You can close this page. Say <code>/agent list</code> in Slack for a way back in.</p>"));

    public static Html Failed(string problem) => Show(
        "Nobody was signed in",
        Html.Of($"<p>{problem}</p><p>Say <code>/agent list</code> in Slack: the answer has a link that signs you in.</p>"));

    /// <summary>Somebody has to sign in first.</summary>
    /// <param name="why">What the reader has to be known for.</param>
    /// <param name="wanted">Where they were going; see <see cref="ReturnPath"/>.</param>
    /// <param name="missing">Settings without which nobody can sign in with Slack; empty when people can.</param>
    public static Html Needed(string why, string wanted, IReadOnlyList<string> missing) => Show(
        "Sign in to see this",
        missing.Count == 0
            ? Html.Of($"""
                <p>{why}</p>
                <p><a class="button" href="../sign-in/slack?{ReturnPath.Parameter}={Uri.EscapeDataString("/" + wanted)}">Sign in with Slack</a></p>
                <p>Or say <code>/agent list</code> in Slack and open <em>All runs</em> there; then come back to this page.</p>
                """)
            : Html.Of($"""
                <p>{why}</p>
                <p>Say <code>/agent list</code> in Slack and open <em>All runs</em> there: that signs this browser in. Then come back to this page.</p>
                <p>Signing in with Slack is not set up here. Whoever runs this installation has to set {string.Join(" and ", missing)}.</p>
                """));

    /// <summary>Who is signed in may not.</summary>
    public static Html Refused(string displayName, string sentence) => Show(
        "You may not see this run",
        Html.Of($"""
            <p>{sentence}</p>
            <p>You are signed in as <strong>{ForeignText.Clean(displayName, 100)}</strong>. <a href="../sign-in/out">Sign out</a></p>
            """));

    /// <summary>Nobody can be let in while nobody can be asked.</summary>
    public static Html Unknown { get; } = Show(
        "Try again in a minute",
        Html.Of($"<p>Slack or GitHub does not answer at the moment, and without it nobody knows who may see this. Nothing is wrong with your link.</p>"));

    private static Html Show(string title, Html body) => TracePage.Frame(Html.Of($"{title}"), Html.Of($"""<main class="refusal"><h1>{title}</h1>{body}</main>"""));
}
