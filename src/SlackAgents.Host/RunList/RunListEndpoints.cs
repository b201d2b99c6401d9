using SlackAgents.Core.Replies;
using SlackAgents.Host.SignIn;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.RunList;

/// <summary><c>/runs</c> and what it asks for. Both are for people who are signed in.</summary>
internal static class RunListEndpoints
{
    private const string Why = "The list shows each person the runs that they may see, so it has to be known who looks.";

    public static void MapRunList(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs", ShowAsync);
        routes.MapGet("/runs.json", ReadAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, SessionReader sessions, SlackSignIn signIn, RunListReader reader, RunListPage page)
    {
        PageHeaders.Set(context.Response.Headers);
        if (context.Request.Path.Value is { } path && path.EndsWith('/'))
        {
            // What the page loads lies beside it.
            return Results.Redirect("../runs" + context.Request.QueryString);
        }

        try
        {
            if (await sessions.FindAsync(context, context.RequestAborted) is not { } viewer)
            {
                return Markup(SignInPage.Needed(Why, ReturnPath.Default, signIn.MissingSettings), StatusCodes.Status403Forbidden);
            }

            var filter = RunListFilter.Read(context.Request.Query) ?? RunListFilter.Everything;
            return Markup(page.Render(await reader.ReadAsync(viewer, filter with { Before = null, WithCosts = true }, context.RequestAborted)), StatusCodes.Status200OK);
        }
        catch (ReplyException)
        {
            return Markup(SignInPage.Unknown, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ReadAsync(HttpContext context, SessionReader sessions, RunListReader reader)
    {
        PageHeaders.Set(context.Response.Headers);
        try
        {
            return await sessions.FindAsync(context, context.RequestAborted) is not { } viewer
                ? Refuse(StatusCodes.Status401Unauthorized, "You are not signed in any more.", "Load this page again to sign in.")
                : RunListFilter.Read(context.Request.Query) is not { } filter
                    ? Refuse(StatusCodes.Status400BadRequest, "These filters cannot be read.", "Clear the filters.")
                    : Results.Json(await reader.ReadAsync(viewer, filter, context.RequestAborted), RunListJsonContext.Relaxed.RunListAnswer);
        }
        catch (ReplyException)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, "Slack does not answer at the moment, so nobody knows what you may see.", "The page tries again by itself.");
        }
    }

    private static IResult Refuse(int status, string problem, string next) =>
        Results.Json(new RunListProblem(problem, next), RunListJsonContext.Relaxed.RunListProblem, statusCode: status);

    private static IResult Markup(Html page, int status) => Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
}
