using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.SignIn;

namespace SlackAgents.Host.Traces;

/// <summary>
/// The one place that says who sees a run: it stands before every route of a run, and streams ask it again while they
/// last. Headers for every answer, and no answer but a refusal to whom the run is not open.
/// </summary>
internal sealed class TraceGate(TraceAdmissions admissions, TimeProvider time) : IEndpointFilter
{
    private static readonly object Pass = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        PageHeaders.Set(request.Response.Headers);
        var admission = RunId.TryParse(request.Request.RouteValues["run"] as string, out var run)
            ? await admissions.DecideAsync(request, run.Value, request.RequestAborted)
            : TraceAdmission.Refuse(StatusCodes.Status403Forbidden, TracePage.Refusal(TraceLinkVerdict.Invalid));
        if (admission.Pass is null)
        {
            return Results.Content(admission.Page.ToString(), "text/html; charset=utf-8", statusCode: admission.Status);
        }

        request.Items[Pass] = admission.Pass;
        return await next(context);
    }

    /// <summary>
    /// Whether a request that was let in would be let in now. Costs nothing for readers with a link, so it can be asked of
    /// thousands whenever the run changes; for readers with a session Slack's directory is asked again, which answers from
    /// memory most of the time.
    /// </summary>
    /// <param name="run">As it is now.</param>
    public async ValueTask<bool> IsStillOpenAsync(HttpContext context, Run run, CancellationToken cancellationToken)
    {
        if (context.Items[Pass] is not TracePass pass || !pass.Holds(run, time.GetUtcNow()))
        {
            return false;
        }

        if (!pass.BySession)
        {
            return true;
        }

        SessionReader.Forget(context);
        return (await admissions.DecideAsync(context, run.Id, cancellationToken)).Pass is not null;
    }
}
