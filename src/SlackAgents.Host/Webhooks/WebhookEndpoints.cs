using Microsoft.Extensions.Options;
using SlackAgents.GitHub.Webhooks;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Http;

namespace SlackAgents.Host.Webhooks;

/// <summary>Where Slack and GitHub post to. The raw bytes go to the receivers, since the signatures are over them.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this WebApplication app)
    {
        app.MapPost("/webhooks/github", GitHubAsync);
        if (app.Services.GetRequiredService<IOptions<SlackOptions>>().Value.Transport is not SlackTransport.Http)
        {
            return;
        }

        app.MapPost("/slack/commands", (HttpContext context, SlackHttpReceiver receiver) => SlackAsync(SlackHttpEndpoint.Commands, context, receiver));
        app.MapPost("/slack/events", (HttpContext context, SlackHttpReceiver receiver) => SlackAsync(SlackHttpEndpoint.Events, context, receiver));
        app.MapPost("/slack/interactivity", (HttpContext context, SlackHttpReceiver receiver) => SlackAsync(SlackHttpEndpoint.Interactivity, context, receiver));
        app.MapPost("/slack/options", (HttpContext context, SlackHttpReceiver receiver) => SlackAsync(SlackHttpEndpoint.Options, context, receiver));
    }

    private static async Task<IResult> GitHubAsync(HttpContext context, GitHubWebhookReceiver receiver)
    {
        var headers = context.Request.Headers;
        var request = new GitHubWebhookRequest(headers["X-GitHub-Event"], headers["X-GitHub-Delivery"], headers["X-Hub-Signature-256"], await ReadAsync(context));
        var result = await receiver.ReceiveAsync(request, context.RequestAborted);
        return Results.Text(result.Message, statusCode: result.StatusCode);
    }

    private static async Task<IResult> SlackAsync(SlackHttpEndpoint endpoint, HttpContext context, SlackHttpReceiver receiver)
    {
        var body = await ReadAsync(context);
        var reply = await receiver.ReceiveAsync(endpoint, body, name => context.Request.Headers[name], context.RequestAborted);
        return Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
    }

    /// <summary>The body as it came; the server itself stops at its limit and answers 413.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }
}
