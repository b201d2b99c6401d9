using System.Net;

namespace SlackAgents.Gateway.Providers;

/// <summary>The host's connections to providers: the only place where a real key is in flight.</summary>
internal sealed class ModelUpstream : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        // A redirect would carry the key elsewhere, a cookie would tie runs together, a proxy of the host's environment
        // would see both; and compressed answers could not be metered.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
    });

    /// <summary>Returns when the headers are there; the body is read by the caller.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}
