using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Linking;

/// <summary>
/// The pages behind <c>/agent link</c>. The browser that agrees to go on gets a cookie, and only that browser can bring the
/// code back: a code of somebody else cannot be slipped in.
/// </summary>
internal static class LinkEndpoints
{
    public const string Cookie = "slackagents-link";

    private const int MaxFormBytes = 4096;
    private const int MaxCode = 256;

    public static void MapLinking(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/github/link", AskAsync);
        routes.MapPost("/github/link", GoOnAsync);
        routes.MapGet("/github/callback", FinishAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, LinkInvitations invitations, IGitHubSignIn signIn)
    {
        var state = context.Request.Query["state"].ToString();
        if (signIn.MissingSettings.Count > 0 || await invitations.FindAsync(state, context.RequestAborted) is not { } invitation)
        {
            return Page(context, LinkPage.Failed(AccountLinking.NoInvitation), StatusCodes.Status403Forbidden);
        }

        // Browsers hold a form to its policy through the redirect that follows it.
        var gitHub = signIn.GetPage(state, invitations.CallbackAddress).GetLeftPart(UriPartial.Authority);
        return Page(context, LinkPage.Ask(invitation, state), StatusCodes.Status200OK, $"'self' {gitHub}");
    }

    private static async Task<IResult> GoOnAsync(HttpContext context, LinkInvitations invitations, IGitHubSignIn signIn)
    {
        var state = await ReadStateAsync(context.Request, context.RequestAborted);
        if (signIn.MissingSettings.Count > 0 || await invitations.FindAsync(state, context.RequestAborted) is null)
        {
            return Page(context, LinkPage.Failed(AccountLinking.NoInvitation), StatusCodes.Status403Forbidden);
        }

        PageHeaders.Set(context.Response.Headers);
        context.Response.Cookies.Append(Cookie, state!, new CookieOptions
        {
            HttpOnly = true,
            Secure = invitations.CallbackAddress.Scheme == Uri.UriSchemeHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = LinkInvitations.Lifetime,
            Path = "/",
        });
        context.Response.Headers.Location = signIn.GetPage(state!, invitations.CallbackAddress).AbsoluteUri;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> FinishAsync(HttpContext context, AccountLinking linking)
    {
        var state = context.Request.Query["state"].ToString();
        var code = context.Request.Query["code"].ToString();
        if (!IsSame(state, context.Request.Cookies[Cookie]) || code.Length > MaxCode)
        {
            return Page(context, LinkPage.Failed("This browser did not begin the linking that it brings the end of. Open the link and sign in with the same browser."), StatusCodes.Status403Forbidden);
        }

        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
        var outcome = await linking.FinishAsync(state, code, context.RequestAborted);
        return outcome.Account is { } account
            ? Page(context, LinkPage.Done(account), StatusCodes.Status200OK)
            : Page(context, LinkPage.Failed(outcome.Problem!), StatusCodes.Status403Forbidden);
    }

    private static async Task<string?> ReadStateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || request.ContentLength is not (> 0 and <= MaxFormBytes))
        {
            return null;
        }

        try
        {
            return (await request.ReadFormAsync(cancellationToken))["state"].ToString();
        }
        catch (InvalidDataException)
        {
            return null; // not a form, whatever it says
        }
    }

    private static IResult Page(HttpContext context, Html page, int status, string formTargets = "'none'")
    {
        PageHeaders.Set(context.Response.Headers, formTargets);
        return Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    private static bool IsSame(string state, string? cookie) =>
        state.Length > 0 && cookie is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(cookie));
}
