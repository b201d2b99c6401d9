using System.Net;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Playground.Web;

/// <summary>
/// The playground has no login: it must not be reachable through another site's page in the same browser. Refuses host names that are not
/// loopback (DNS rebinding) and, for the page's own actions, requests that another origin sent.
/// </summary>
internal sealed class LoopbackOnlyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host.Trim('[', ']');
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        var origin = context.Request.Headers.Origin.ToString();
        var isForeign = origin.Length > 0 && origin != $"{context.Request.Scheme}://{context.Request.Host}";
        if (isLoopback && !(isForeign && context.Request.Path.StartsWithSegments("/ui", StringComparison.Ordinal)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("The playground answers on loopback only.", context.RequestAborted);
    }
}
