using System.Text.Json;

namespace SlackAgents.Host.Api;

/// <summary>Reads a request's body as far as it may be.</summary>
internal static class ApiBody
{
    public const int MaxBytes = 256 * 1024;

    /// <summary>The body and what it says, or the refusal.</summary>
    public static async Task<(byte[] Raw, T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return ([], null, ApiRefusal.Of(StatusCodes.Status415UnsupportedMediaType, "The body has to be JSON.", "Send the header Content-Type: application/json."));
        }

        if (await ReadBytesAsync(request, cancellationToken) is not { } raw)
        {
            return ([], null, ApiRefusal.Of(StatusCodes.Status413PayloadTooLarge, $"The body can have up to {MaxBytes / 1024} kB.", "Put the long part into a file of the repository and name it."));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(raw, ApiJson.Options) is { } body ? (raw, body, null) : ([], null, NotAnObject("null is not an object"));
        }
        catch (JsonException exception)
        {
            return ([], null, NotAnObject(Reason(exception)));
        }
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBytes ? null : buffer[..length];
    }

    private static IResult NotAnObject(string reason) =>
        ApiRefusal.Of(StatusCodes.Status400BadRequest, $"The body is not what this address takes: {reason}.", "The fields are described in docs/api.md.");

    // The framework's sentence names .NET types; the place is what helps.
    private static string Reason(JsonException exception) =>
        exception.Path is { Length: > 2 } path ? $"look at the field {path[2..]}" : "it is no JSON object";
}
