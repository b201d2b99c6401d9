using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Sockets;

namespace SlackAgents.Playground.Slack;

/// <summary>Puts the workspace together and maps what the app talks to.</summary>
internal sealed class SlackSite
{
    private const int MaxUpload = 50 * 1024 * 1024;

    private readonly WorkspaceState _state;
    private readonly SocketHub _sockets;
    private readonly SlackApiEndpoint _api;
    private readonly ResponseUrlEndpoint _responses;

    public SlackSite(SlackSettings settings, TimeProvider time, HttpClient client)
    {
        _state = new WorkspaceState(settings, time);
        var tickets = new SocketTickets(time);
        _sockets = new SocketHub(_state, tickets);
        _api = new SlackApiEndpoint(_state, MethodCatalog.Build(new ConnectionMethods(tickets)));
        _responses = new ResponseUrlEndpoint(_state);
        Workspace = new SlackWorkspace(_state, _sockets, new AppDispatcher(_state, _sockets, new HttpTransport(client, _state)), _responses);
    }

    public SlackWorkspace Workspace { get; }

    public void Map(WebApplication app)
    {
        app.MapPost("/api/{method}", (HttpContext context, string method) => _api.AnswerAsync(context, method));
        app.Map("/link/", _sockets.ServeAsync);
        app.MapPost("/hooks/{kind}/{team}/{id}", (HttpContext context, string id) => _responses.AnswerAsync(context, id));
        app.MapGet("/files-pri/{id}/{**name}", (HttpContext context, string id) => new FileDownload(_state).AnswerAsync(context, id));
        app.MapPost("/upload/v1/{id}", UploadAsync);
    }

    private async Task UploadAsync(HttpContext context, string id)
    {
        using var content = new MemoryStream();
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            await (form.Files.Count > 0 ? form.Files[0].CopyToAsync(content, context.RequestAborted) : Task.CompletedTask);
        }
        else if (context.Request.ContentLength is null or <= MaxUpload)
        {
            await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        }

        var accepted = _state.Files.Complete(id, content.ToArray());
        context.Response.StatusCode = accepted ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(accepted ? $"OK - {content.Length}" : "upload refused", context.RequestAborted);
    }
}
