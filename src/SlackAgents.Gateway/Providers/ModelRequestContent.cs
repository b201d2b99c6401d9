using System.Net;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// A request body on its way to the provider. One piece is held back until the guard has seen the next, so a body that is
/// refused is never complete at the provider's end and is not acted upon there.
/// </summary>
internal sealed class ModelRequestContent(HttpRequest request, IRequestGuard guard, long limit, Action onProgress) : HttpContent
{
    private const int Piece = 64 * 1024;

    /// <summary>Why the body was stopped; HttpClient may wrap what is thrown.</summary>
    public ModelRefusal? Refusal { get; private set; }

    public long BytesSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var held = new byte[Piece];
        var next = new byte[Piece];
        var heldLength = 0;
        while (true)
        {
            var read = await ReadAsync(next, cancellationToken);
            onProgress();
            if (guard.Feed(next.AsSpan(0, read), isLast: read == 0) is { } refusal)
            {
                throw Refusal = refusal;
            }

            await stream.WriteAsync(held.AsMemory(0, heldLength), cancellationToken);
            BytesSent += heldLength;
            if (read == 0)
            {
                return;
            }

            (held, next, heldLength) = (next, held, read);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = request.ContentLength ?? 0;
        return request.ContentLength is not null;
    }

    private async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException error)
        {
            var sentence = error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The request is larger than {limit / (1024 * 1024)} MiB."
                : "The request body could not be read: " + error.Message;
            throw Refusal = new ModelRefusal(error.StatusCode, sentence, error);
        }
    }
}
