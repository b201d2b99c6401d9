using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>
/// The one place that says who sees a run: it stands before every route of a run, and streams ask it again while they
/// last. Headers for every answer, and no answer but a refusal without a token that belongs to this very run.
/// </summary>
internal sealed class TraceGate(TraceLinks links) : IEndpointFilter
{
    /// <summary>What the request brings with it is worth for this run at this moment.</summary>
    public ValueTask<TraceLinkVerdict> JudgeAsync(HttpContext context, RunId run) =>
        ValueTask.FromResult(links.Validate(run, context.Request.Query[TraceLinks.Parameter]));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        PageHeaders.Set(request.Response.Headers);
        var verdict = RunId.TryParse(request.Request.RouteValues["run"] as string, out var run)
            ? await JudgeAsync(request, run.Value)
            : TraceLinkVerdict.Invalid;
        return verdict is TraceLinkVerdict.Valid
            ? await next(context)
            : Results.Content(TracePage.Refusal(verdict).ToString(), "text/html; charset=utf-8", statusCode: StatusCodes.Status403Forbidden);
    }
}
