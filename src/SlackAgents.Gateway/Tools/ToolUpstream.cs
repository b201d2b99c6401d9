using System.Net;

namespace SlackAgents.Gateway.Tools;

/// <summary>The host's connections to the operator's tool servers.</summary>
internal sealed class ToolUpstream : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        // A redirect would carry the operator's headers elsewhere, a cookie would tie runs together, and in compressed
        // answers nobody could look for a secret.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        MaxResponseHeadersLength = 64,
    });

    /// <summary>Returns when the headers are there; the body is read by the caller.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}
