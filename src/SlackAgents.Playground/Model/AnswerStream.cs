using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Model.Formats;

namespace SlackAgents.Playground.Model;

/// <summary>Sends an answer, whole or piece by piece, and breaks it off where it is told to.</summary>
internal sealed class AnswerStream(HttpContext context, TimeProvider time)
{
    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(100);

    /// <param name="gap">Wait after each piece of content.</param>
    /// <param name="cutAfter">Pieces of content until the connection breaks; null when it does not.</param>
    public async Task StreamAsync(string mediaType, IEnumerable<StreamFrame> frames, TimeSpan gap, int? cutAfter)
    {
        context.Response.ContentType = mediaType;
        context.Response.Headers.CacheControl = "no-cache";
        var chunks = 0;
        foreach (var frame in frames)
        {
            if (frame.IsChunk && cutAfter is { } limit && chunks++ >= limit)
            {
                await CutAsync();
                return;
            }

            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(frame.Wire), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (frame.IsChunk && gap > TimeSpan.Zero)
            {
                await Task.Delay(gap, time, context.RequestAborted);
            }
        }
    }

    public async Task WholeAsync(JsonObject answer, bool isCut)
    {
        context.Response.ContentType = "application/json";
        var body = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(isCut ? body.AsMemory(0, body.Length / 2) : body, context.RequestAborted);
        if (isCut)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await CutAsync();
        }
    }

    /// <summary>A reset makes the other side forget what it has not read yet; what was sent before the cut is to be seen.</summary>
    private async Task CutAsync()
    {
        await Task.Delay(BeforeCut, time, context.RequestAborted);
        context.Abort();
    }
}
