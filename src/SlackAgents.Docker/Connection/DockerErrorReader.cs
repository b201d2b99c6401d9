using System.Net;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Docker.Connection;

/// <summary>Turns an error answer of the engine, <c>{"message":"…"}</c>, into the exception that says what it means.</summary>
internal static class DockerErrorReader
{
    /// <summary>An engine, or something else behind the endpoint, may answer with a page of any length.</summary>
    private const int MessageLimit = 2_000;

    public static DockerApiException Read(HttpStatusCode statusCode, ReadOnlySpan<byte> body)
    {
        var message = MessageOf(body);
        // The API has one 404 for several things; only the sentence tells them apart.
        return (statusCode, message) switch
        {
            (HttpStatusCode.NotFound, _) when message.Contains("No such image", StringComparison.OrdinalIgnoreCase) =>
                new DockerImageNotFoundException(message),
            (HttpStatusCode.NotFound, _) when message.Contains("No such container", StringComparison.OrdinalIgnoreCase) =>
                new DockerContainerNotFoundException(message),
            _ => new DockerApiException(statusCode, message),
        };
    }

    private static string MessageOf(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * MessageLimit)]).Trim();
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object &&
                document.RootElement.TryGetProperty("message", out var message) &&
                message.ValueKind == JsonValueKind.String)
            {
                text = message.GetString()!.Trim();
            }
        }
        catch (JsonException)
        {
            // Not the engine's own shape, for example a proxy's page: the text itself is the evidence.
        }

        return text.Length > MessageLimit ? string.Concat(text.AsSpan(0, MessageLimit), "…") : text;
    }
}
