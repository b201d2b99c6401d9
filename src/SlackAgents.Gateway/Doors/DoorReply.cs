using System.Text;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Doors;

/// <summary>Answers in plain sentences. git prints text/plain bodies of errors as <c>remote:</c> lines, curl as they are.</summary>
internal static class DoorReply
{
    public static Task TextAsync(HttpContext context, int status, string sentence, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var body = Encoding.UTF8.GetBytes(sentence + "\n");
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, cancellationToken).AsTask();
    }
}
