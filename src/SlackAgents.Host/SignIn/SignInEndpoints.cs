using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Host.Installing;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.SignIn;

/// <summary>The pages of signing in and out: with Slack, or with a personal link out of Slack.</summary>
internal static class SignInEndpoints
{
    /// <summary>Where Slack leads back to; has to be among the app's redirect URLs.</summary>
    public const string Callback = "/sign-in/callback";

    private const int MaxCode = 512;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in/slack", Begin);
        routes.MapGet(Callback, FinishAsync);
        routes.MapGet("/sign-in/personal", AskPersonalAsync);
        routes.MapPost("/sign-in/personal", UsePersonalAsync);
        routes.MapGet("/sign-in/out", AskSignOutAsync);
        routes.MapPost("/sign-in/out", SignOutAsync);
    }

    private static IResult Begin(HttpContext context, SlackSignIn slack, SignInAttempts attempts, SessionCookie cookie)
    {
        var wanted = context.Request.Query[ReturnPath.Parameter].ToString();
        if (slack.MissingSettings is { Count: > 0 } missing)
        {
            return Page(context, SignInPage.Needed("Signing in with Slack cannot begin.", ReturnPath.Read(wanted), missing), StatusCodes.Status403Forbidden);
        }

        var attempt = SignInAttempts.Begin(wanted);
        cookie.Set(context, cookie.Attempt, attempts.Seal(attempt), SignInAttempts.Lifetime);
        return GoTo(context, slack.GetPage(attempt));
    }

    private static async Task<IResult> FinishAsync(HttpContext context, SlackSignIn slack, SignInAttempts attempts, SessionCookie cookie, SessionTokens tokens, PublicAddress address)
    {
        var query = context.Request.Query;
        var attempt = attempts.Open(context.Request.Cookies[cookie.Attempt], query["state"]);
        if (attempt is null || slack.MissingSettings.Count > 0)
        {
            return Page(context, SignInPage.Failed("This browser did not begin the sign-in that it brings the end of, or it took longer than ten minutes. Begin again in this browser."), StatusCodes.Status403Forbidden);
        }

        cookie.Remove(context, cookie.Attempt);
        var code = query["code"].ToString();
        if (code.Length is 0 or > MaxCode)
        {
            return Page(context, SignInPage.Failed(query["error"] == "access_denied" ? "You said no on Slack's page." : "Slack brought no code back."), StatusCodes.Status403Forbidden);
        }

        var outcome = await slack.FinishAsync(attempt, code, context.RequestAborted);
        if (outcome.Person is not { } person)
        {
            return Page(context, SignInPage.Failed(outcome.Problem!), StatusCodes.Status403Forbidden);
        }

        Admit(context, person, tokens, cookie);
        return GoTo(context, new Uri(address.Value, attempt.Return));
    }

    private static async Task<IResult> AskPersonalAsync(HttpContext context, RunsLinks links, FormGuard forms)
    {
        var ticket = context.Request.Query[RunsLinks.Parameter].ToString();
        return await links.FindAsync(ticket, context.RequestAborted) is { } invitation
            ? Page(context, SignInPage.AskPersonal(invitation, ticket, forms.Show(context)), StatusCodes.Status200OK, "'self'")
            : Page(context, SignInPage.Failed("This link was used, is older than ten minutes, or is not complete."), StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> UsePersonalAsync(HttpContext context, RunsLinks links, FormGuard forms, SessionTokens tokens, SessionCookie cookie, PublicAddress address)
    {
        if (await forms.ReadAsync(context, context.RequestAborted) is not { } form)
        {
            return Page(context, SignInPage.Failed("This form does not come from the page that this browser was shown. Open the link again."), StatusCodes.Status403Forbidden);
        }

        if (await links.UseAsync(form[RunsLinks.Parameter], context.RequestAborted) is not { } invitation)
        {
            return Page(context, SignInPage.Failed("This link was used, is older than ten minutes, or is not complete."), StatusCodes.Status403Forbidden);
        }

        Admit(context, invitation.Person, tokens, cookie);
        return GoTo(context, new Uri(address.Value, ReturnPath.Default));
    }

    private static async Task<IResult> AskSignOutAsync(HttpContext context, SessionReader sessions, FormGuard forms)
    {
        try
        {
            return await sessions.FindAsync(context, context.RequestAborted) is { } person
                ? Page(context, SignInPage.AskSignOut(person, forms.Show(context)), StatusCodes.Status200OK, "'self'")
                : Page(context, SignInPage.SignedOut, StatusCodes.Status200OK);
        }
        catch (ReplyException)
        {
            return Page(context, SignInPage.Unknown, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SessionReader sessions, FormGuard forms, EndedSessions ended, SessionCookie cookie)
    {
        if (await forms.ReadAsync(context, context.RequestAborted) is null)
        {
            return Page(context, SignInPage.Failed("This form does not come from the page that this browser was shown, so nobody was signed out."), StatusCodes.Status403Forbidden);
        }

        if (sessions.Read(context) is { } session)
        {
            await ended.AddAsync(session, context.RequestAborted);
        }

        cookie.Remove(context, cookie.Session);
        return Page(context, SignInPage.SignedOut, StatusCodes.Status200OK);
    }

    private static void Admit(HttpContext context, PersonId person, SessionTokens tokens, SessionCookie cookie) =>
        cookie.Set(context, cookie.Session, tokens.Create(person), SessionTokens.Lifetime);

    private static IResult GoTo(HttpContext context, Uri address)
    {
        PageHeaders.Set(context.Response.Headers);
        context.Response.Headers.Location = address.AbsoluteUri;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Page(HttpContext context, Html page, int status, string formTargets = "'none'")
    {
        PageHeaders.Set(context.Response.Headers, formTargets);
        return Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }
}
