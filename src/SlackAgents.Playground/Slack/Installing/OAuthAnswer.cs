using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>Answers the methods that take forms and the client's secret in the place of a token.</summary>
internal static class OAuthAnswer
{
    /// <param name="team">Where the request is written down: it belongs to no team yet.</param>
    public static async Task WriteAsync(HttpContext context, WorkspaceState team, string method, Func<IFormCollection, JsonObject> exchange)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        JsonObject body;
        try
        {
            body = exchange(form);
        }
        catch (SlackRefusalException refusal)
        {
            body = refusal.ToBody();
        }

        team.Requests.Add(new SlackRequest(method, "{}", context.Request.ContentType ?? string.Empty, StatusCodes.Status200OK, body.Text("error"), team.Time.GetUtcNow(), TimeSpan.Zero));
        team.Changed.Raise();
        context.Response.ContentType = WireJson.ContentType;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
