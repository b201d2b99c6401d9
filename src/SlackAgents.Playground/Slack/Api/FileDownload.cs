using Microsoft.AspNetCore.Http;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Serves <c>url_private</c>: to whoever brings a token with <c>files:read</c>. Everybody else gets the sign-in page, with 200. docs.slack.dev/messaging/working-with-files</summary>
internal sealed class FileDownload(WorkspaceState state)
{
    private const string SignIn = "<!DOCTYPE html><html><head><title>Sign in to the workspace</title></head><body><form><input name=\"email\"></form></body></html>";

    public Task AnswerAsync(HttpContext context, string id)
    {
        var file = state.Files.Find(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        var isAllowed = context.Request.Headers.Authorization.ToString() == "Bearer " + state.BotToken
            && !state.RevokedTokens.Contains(state.BotToken) && state.BotScopes.Contains("files:read");
        if (!isAllowed)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(SignIn, context.RequestAborted);
        }

        if (file?.Content is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.MimeType;
        context.Response.ContentLength = content.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
