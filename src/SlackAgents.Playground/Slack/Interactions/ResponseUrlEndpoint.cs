using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Takes what the app posts to a response_url: a private or a public message, or a change of the original.</summary>
internal sealed class ResponseUrlEndpoint(WorkspaceState state)
{
    private const int MaxBody = 256 * 1024;

    public async Task AnswerAsync(HttpContext context, string id)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var body = text.Length <= MaxBody ? WireJson.ParseObject(text) : null;
        var (url, error) = state.ResponseUrls.Use(id);
        var status = error is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        if (url is not null)
        {
            error = body is null ? "invalid_payload" : Apply(url, body);
            status = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }

        state.ResponseUrls.Answers.Add(new ResponseAnswer(id, (body ?? []).ToJsonString(), error, state.Time.GetUtcNow()));
        state.Changed.Raise();
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(error is null ? "ok" : $$"""{"ok":false,"error":"{{error}}"}""", context.RequestAborted);
    }

    /// <summary>Shows a message object that came in an acknowledgement or on a response_url.</summary>
    /// <returns>The error code; null when it was accepted.</returns>
    public string? Apply(ResponseUrl url, JsonObject body)
    {
        var blocks = body.List("blocks");
        if (blocks is { Count: > 0 } && BlockValidator.Message(blocks, state.Settings.HasPlanBlocks).Count > 0)
        {
            return "invalid_blocks";
        }

        if (body.Flag("delete_original"))
        {
            return url.MessageTs is not null && state.Messages.Remove(url.ChannelId, url.MessageTs) ? null : "message_not_found";
        }

        var text = body.Text("text") ?? string.Empty;
        if (text.Length == 0 && blocks is null or { Count: 0 })
        {
            return "no_text";
        }

        var blocksJson = blocks is { Count: > 0 } ? BlockIds.Complete(blocks).ToJsonString() : null;
        if (body.Flag("replace_original") && url.MessageTs is not null)
        {
            return Replace(url, text, blocksJson);
        }

        Post(url, text, blocksJson, body);
        return null;
    }

    private string? Replace(ResponseUrl url, string text, string? blocksJson)
    {
        var changed = state.Messages.Change(url.ChannelId, url.MessageTs!, message => message with
        {
            Text = text,
            BlocksJson = blocksJson,
            EditedAt = state.Time.GetUtcNow(),
            History = message.History.Add(new MessageVersion(message.Text, message.BlocksJson, state.Time.GetUtcNow())),
        });
        return changed is null ? "message_not_found" : null;
    }

    private void Post(ResponseUrl url, string text, string? blocksJson, JsonObject body)
    {
        var isPublic = body.Text("response_type") == "in_channel";
        var message = new SlackMessage(url.ChannelId, state.Messages.NextTs(), state.Settings.BotUserId, text)
        {
            BotId = state.Settings.BotId,
            AppId = state.Settings.AppId,
            TeamId = state.Settings.TeamId,
            BlocksJson = blocksJson,
            ThreadTs = isPublic ? body.Text("thread_ts") : null,
            VisibleOnlyTo = isPublic ? null : url.UserId,
            PostedAt = state.Time.GetUtcNow(),
        };
        if (isPublic)
        {
            state.Messages.Add(message);
            state.Events.MessagePosted(message);
        }
        else
        {
            state.Messages.AddEphemeral(message);
        }
    }
}
