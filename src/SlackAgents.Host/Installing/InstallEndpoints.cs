using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SlackAgents.Host.Traces;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Host.Installing;

/// <summary>
/// Installing the app in a workspace by OAuth (docs.slack.dev/authentication/installing-with-oauth). Only the browser that
/// began can bring the code back: nobody is led into installing what somebody else began.
/// </summary>
internal static class InstallEndpoints
{
    public const string Cookie = "slackagents-install";

    private const string Begin = "/slack/install";
    private const string End = "/slack/oauth_redirect";
    private const int MaxCode = 512;

    public static void MapInstalling(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<SlackOptions>>().Value.CanBeInstalled)
        {
            return;
        }

        app.MapGet(Begin, Start);
        app.MapGet(End, FinishAsync);
    }

    private static IResult Start(HttpContext context, InstallStates states, OAuthApi oauth, PublicAddress address)
    {
        var state = states.Create();
        PageHeaders.Set(context.Response.Headers);
        context.Response.Cookies.Append(Cookie, state, CookieOptions(address.Value, InstallStates.Lifetime));
        context.Response.Headers.Location = oauth.GetPage(state, RedirectOf(address)).AbsoluteUri;
        return Results.StatusCode(StatusCodes.Status302Found);
    }

    private static async Task<IResult> FinishAsync(HttpContext context, InstallStates states, SlackInstaller installer, PublicAddress address)
    {
        var query = context.Request.Query;
        var state = query["state"].ToString();
        var code = query["code"].ToString();
        if (!IsSame(state, context.Request.Cookies[Cookie]))
        {
            return Page(context, InstallPage.Failed("This browser did not begin the installation that it brings the end of."), StatusCodes.Status403Forbidden);
        }

        context.Response.Cookies.Append(Cookie, string.Empty, CookieOptions(address.Value, TimeSpan.Zero));
        if (!await states.UseAsync(state, context.RequestAborted))
        {
            return Page(context, InstallPage.Failed("This way through Slack was used before, or took longer than ten minutes."), StatusCodes.Status403Forbidden);
        }

        if (code.Length is 0 or > MaxCode)
        {
            return Page(context, InstallPage.Failed(query["error"] == "access_denied" ? "You said no on Slack's page." : "Slack brought no code back."), StatusCodes.Status403Forbidden);
        }

        var outcome = await installer.FinishAsync(code, RedirectOf(address), context.RequestAborted);
        return outcome.Problem is { } problem
            ? Page(context, InstallPage.Failed(problem), StatusCodes.Status403Forbidden)
            : Page(context, InstallPage.Done(outcome.TeamName!), StatusCodes.Status200OK);
    }

    private static Uri RedirectOf(PublicAddress address) => new(address.Value, End[1..]);

    private static CookieOptions CookieOptions(Uri address, TimeSpan age) => new()
    {
        HttpOnly = true,
        // Without https there is only this machine: the tests and a look at it.
        Secure = address.Scheme == Uri.UriSchemeHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = age,
        Path = "/slack",
    };

    private static IResult Page(HttpContext context, Html page, int status)
    {
        PageHeaders.Set(context.Response.Headers);
        return Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    private static bool IsSame(string state, string? cookie) =>
        state.Length > 0 && cookie is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(cookie));
}
