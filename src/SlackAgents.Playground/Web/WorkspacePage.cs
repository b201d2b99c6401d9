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
    private const int MaxBody = 64 * 1024;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(80);

    public void Map(WebApplication app)
    {
        app.MapGet("/", context => AssetFile.WriteAsync(context, "index.html"));
        app.MapGet("/ui/{name}.css", (HttpContext context, string name) => AssetFile.WriteAsync(context, name + ".css"));
        app.MapGet("/ui/{name}.js", (HttpContext context, string name) => AssetFile.WriteAsync(context, name + ".js"));
        app.MapGet("/ui/state", StateAsync);
        app.MapGet("/ui/events", StreamAsync);
        app.MapPost("/ui/post", context => ActAsync(context, PostAsync));
        app.MapPost("/ui/click", context => ActAsync(context, ClickAsync));
        app.MapPost("/ui/react", context => ActAsync(context, ReactAsync));
        app.MapPost("/ui/submit", context => ActAsync(context, SubmitAsync));
        app.MapPost("/ui/close", context => ActAsync(context, CloseAsync));
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

    private static async Task ActAsync(HttpContext context, Func<JsonObject, CancellationToken, Task<string?>> act)
    {
        if (!context.Request.HasJsonContentType() || context.Request.ContentLength is null or > MaxBody)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = WireJson.ParseObject(await reader.ReadToEndAsync(context.RequestAborted)) ?? [];
        string? error;
        try
        {
            error = await act(body, context.RequestAborted);
        }
        catch (ArgumentException mistake)
        {
            error = mistake.Message;
        }

        await context.Response.WriteAsJsonAsync(new JsonObject { ["error"] = error }, context.RequestAborted);
    }

    private async Task<string?> PostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (member, channel, text) = (Required(body, "member"), Required(body, "channel"), Required(body, "text"));
        var threadTs = body.Text("threadTs");
        if (text.StartsWith('/'))
        {
            if (threadTs is not null)
            {
                return "Slash commands do not work in threads, here as in Slack. Use the channel, or write a plain word such as \"stop\".";
            }

            var receipt = await workspace.SendCommandAsync(member, channel, text, cancellationToken);
            return receipt.Acknowledged ? null : $"{text.Split(' ')[0]} failed with the error \"{receipt.Error}\".";
        }

        workspace.Post(member, channel, text, threadTs);
        return null;
    }

    private async Task<string?> ClickAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var receipt = await workspace.ClickAsync(Required(body, "member"), Required(body, "channel"), Required(body, "ts"), Required(body, "actionId"), cancellationToken);
        return receipt.Acknowledged ? null : $"The click failed with the error \"{receipt.Error}\".";
    }

    private Task<string?> ReactAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (member, channel, ts, name) = (Required(body, "member"), Required(body, "channel"), Required(body, "ts"), Required(body, "name"));
        if (!workspace.React(member, channel, ts, name))
        {
            workspace.Unreact(member, channel, ts, name);
        }

        return Task.FromResult<string?>(null);
    }

    private async Task<string?> SubmitAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var receipt = await workspace.Forms.SubmitAsync(Required(body, "member"), Required(body, "viewId"), body.Child("values") ?? [], cancellationToken);
        var errors = receipt.Acknowledgement?.Child("errors");
        return errors is { Count: > 0 } ? string.Join(' ', errors.Select(error => errors.Text(error.Key)))
            : receipt.Acknowledged ? null : $"The form failed with the error \"{receipt.Error}\".";
    }

    private async Task<string?> CloseAsync(JsonObject body, CancellationToken cancellationToken)
    {
        await workspace.Forms.CloseAsync(Required(body, "member"), Required(body, "viewId"), body.Flag("clear"), cancellationToken);
        return null;
    }

    private static string Required(JsonObject body, string name) =>
        body.Text(name) is { Length: > 0 } value ? value : throw new ArgumentException($"{name} is missing.", nameof(body));
}
