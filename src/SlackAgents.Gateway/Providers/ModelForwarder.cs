using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Passes one call on and its answer back, both as they come. Either end that goes away takes the other with it.
/// </summary>
internal sealed class ModelForwarder(ModelUpstream upstream, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int LongestError = 1024 * 1024;

    /// <exception cref="ModelRefusal">The answer has not begun; the client is owed a sentence.</exception>
    /// <exception cref="IOException">The provider broke off in the middle of its answer.</exception>
    public async Task ForwardAsync(ModelCall call, string key, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.Value.ModelIdleTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        void Alive() => idle.CancelAfter(options.Value.ModelIdleTimeout);

        using var request = CreateRequest(call, key, Alive);
        using var response = await SendAsync(call, request, idle.Token, ending.Token, cancellationToken);
        call.Status = (int)response.StatusCode;
        call.RequestId = response.Headers.TryGetValues(call.Provider.RequestIdHeader, out var ids) ? string.Join(',', ids) : null;
        call.Context.Response.StatusCode = call.Status;
        HeaderFilter.CopyResponse(response, call.Context.Response.Headers, key);
        try
        {
            if (response.IsSuccessStatusCode)
            {
                await StreamAsync(call, response, Alive, ending.Token);
            }
            else
            {
                await PassErrorAsync(call, response, key, ending.Token);
            }
        }
        catch (OperationCanceledException error) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The provider went silent in the middle of its answer.", error);
        }
    }

    private HttpRequestMessage CreateRequest(ModelCall call, string key, Action onProgress)
    {
        var incoming = call.Context.Request;
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(call.Provider.AddressOf(call.Route.Path, call.Route.Query)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (HttpMethods.IsPost(incoming.Method))
        {
            var limit = options.Value.MaxModelRequestMb * 1024L * 1024L;
            call.Context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
            request.Content = call.Content = new ModelRequestContent(incoming, call.Guard, limit, onProgress);
        }

        HeaderFilter.CopyRequest(incoming.Headers, request.Headers, request.Content?.Headers);
        call.Provider.PutKeyIn(request.Headers, key);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(ModelCall call, HttpRequestMessage request, CancellationToken idle, CancellationToken ending, CancellationToken cancellationToken)
    {
        try
        {
            return await upstream.SendAsync(request, ending);
        }
        catch (Exception error) when (call.Content?.Refusal is { } refusal && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelRefusal(refusal.Status, refusal.Message, error);
        }
        catch (OperationCanceledException error) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelRefusal(StatusCodes.Status504GatewayTimeout, "The model provider did not answer in time.", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelRefusal(StatusCodes.Status502BadGateway, $"The model provider {call.Provider.Name} cannot be reached from the host ({ReasonOf(error)}).", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // SocketsHttpHandler reports its connect time-out as a cancellation of its own.
            throw new ModelRefusal(StatusCodes.Status502BadGateway, $"The model provider {call.Provider.Name} cannot be reached from the host (connect time-out).", error);
        }
    }

    private static async Task StreamAsync(ModelCall call, HttpResponseMessage response, Action onProgress, CancellationToken cancellationToken)
    {
        var isStream = string.Equals(response.Content.Headers.ContentType?.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        call.Meter = call.Provider.CreateMeter(call.Route.Path, isStream);
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        var output = call.Context.Response.Body;
        await call.Context.Response.StartAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            onProgress();
            call.Meter.Feed(buffer.AsSpan(0, read));
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Errors are short and may quote what they were sent: they are read whole and the key is masked.</summary>
    private static async Task PassErrorAsync(ModelCall call, HttpResponseMessage response, string key, CancellationToken cancellationToken)
    {
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (body.Length < LongestError && (read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        var masked = Encoding.UTF8.GetBytes(SecretMask.Apply(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), key));
        call.Context.Response.ContentLength = masked.Length;
        await call.Context.Response.Body.WriteAsync(masked, cancellationToken);
    }

    private static string ReasonOf(Exception error) => error is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known ? known.HttpRequestError.ToString() : "the connection broke";
}
