using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Web;

/// <summary>The page where one types as a member and sees what the app answers.</summary>
internal sealed class WorkspacePage(SlackWorkspace workspace)
{
    private const int MaxBody = 16 * 1024 * 1024;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(80);

    private readonly PageActions _actions = new(workspace);

    public void Map(WebApplication app)
    {
        app.MapGet("/", context => AssetFile.WriteAsync(context, "index.html"));
        app.MapGet("/ui/{name}.css", (HttpContext context, string name) => AssetFile.WriteAsync(context, name + ".css"));
        app.MapGet("/ui/{name}.js", (HttpContext context, string name) => AssetFile.WriteAsync(context, name + ".js"));
        app.MapGet("/ui/state", StateAsync);
        app.MapGet("/ui/events", StreamAsync);
        app.MapGet("/ui/file/{id}", FileAsync);
        app.MapPost("/ui/{action}", ActAsync);
        app.MapGet("/archives/{channel}/{message}", (HttpContext _, string channel) => Results.Redirect($"/#{Uri.EscapeDataString(channel)}"));
    }

    private Task StateAsync(HttpContext context)
    {
        var member = workspace.State.Directory.FindMember(context.Request.Query["member"]) ?? workspace.State.Directory.Member("alice");
        var channel = workspace.State.Directory.FindChannel(context.Request.Query["channel"]);
        if (channel?.Members.Contains(member.Id) != true)
        {
            channel = workspace.Channels.First(candidate => candidate.Members.Contains(member.Id));
        }

        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(WorkspaceView.For(workspace, member, channel), context.RequestAborted);
    }

    /// <summary>Says "something changed"; the page then asks for the state. A comment now and then keeps proxies awake.</summary>
    private async Task StreamAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, workspace.State.Work.Stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            while (true)
            {
                var changed = workspace.State.Changed.Next;
                await context.Response.Body.WriteAsync("data: change\n\n"u8.ToArray(), stop.Token);
                await context.Response.Body.FlushAsync(stop.Token);
                await Task.WhenAny(changed, Task.Delay(Heartbeat, workspace.State.Time, stop.Token));
                await Task.Delay(Breath, workspace.State.Time, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed or the server stops; either way the stream is over.
            return;
        }
    }

    private async Task ActAsync(HttpContext context, string action)
    {
        if (!_actions.All.TryGetValue(action, out var act))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.Request.HasJsonContentType() || context.Request.ContentLength is null or > MaxBody)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = WireJson.ParseObject(await reader.ReadToEndAsync(context.RequestAborted)) ?? [];
        JsonObject answer;
        try
        {
            answer = await act(body, context.RequestAborted);
        }
        catch (ArgumentException mistake)
        {
            answer = new JsonObject { ["error"] = mistake.Message.Split(" (Parameter")[0] };
        }

        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    /// <summary>A file as people see it. Only pictures are shown; anything else is saved, so that it cannot run as a part of this page.</summary>
    private Task FileAsync(HttpContext context, string id)
    {
        if (workspace.State.Files.Find(id) is not { Content: { } content } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var isPicture = file.MimeType.StartsWith("image/", StringComparison.Ordinal);
        context.Response.ContentType = isPicture ? file.MimeType : "application/octet-stream";
        context.Response.Headers.ContentDisposition = isPicture ? "inline" : $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
