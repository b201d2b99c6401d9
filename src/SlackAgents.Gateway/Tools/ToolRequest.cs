using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Tools;

/// <summary>One message to a tool server, read whole: what it asks for goes on record before it is passed on.</summary>
/// <param name="Method">The MCP method; the HTTP method where there is no message.</param>
/// <param name="Tool">The tool that <c>tools/call</c> names.</param>
internal sealed record ToolRequest(byte[] Body, string Method, string? Tool)
{
    private const int LongestName = 128;

    /// <exception cref="ToolRefusal">It is too large, or no JSON-RPC message.</exception>
    public static async Task<ToolRequest> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return new ToolRequest([], request.Method, null);
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ToolRefusal(StatusCodes.Status415UnsupportedMediaType, "Messages to tool servers have to be sent uncompressed here.");
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                throw new ToolRefusal(StatusCodes.Status413PayloadTooLarge, $"A message to a tool server can have up to {maxBytes / 1024 / 1024} MiB. Send less at once.");
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return Read(body.ToArray());
    }

    private static ToolRequest Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var message = document.RootElement;
            if (message.ValueKind != JsonValueKind.Object)
            {
                throw new ToolRefusal(StatusCodes.Status400BadRequest, "Send one JSON-RPC message at a time; batches are not taken here.");
            }

            // What has no method is the answer to a request of the server.
            var method = Text(message, "method") ?? "response";
            var tool = method == "tools/call" && message.TryGetProperty("params", out var arguments) && arguments.ValueKind == JsonValueKind.Object
                ? Text(arguments, "name")
                : null;
            return new ToolRequest(body, method, tool);
        }
        catch (JsonException exception)
        {
            throw new ToolRefusal(StatusCodes.Status400BadRequest, "This is no JSON-RPC message.", ToolRefusal.Refused, exception);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            ? text.Length <= LongestName ? text : text[..LongestName] + "…"
            : null;
}
