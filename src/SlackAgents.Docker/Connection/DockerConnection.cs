using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Polly;

namespace SlackAgents.Docker.Connection;

/// <summary>
/// HTTP to one engine: versioned paths, typed errors, time limits, and retries where a second try is the same as the first.
/// </summary>
internal sealed class DockerConnection : IDisposable
{
    /// <summary>Fields that are not set are left out, so that an engine's own defaults hold.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TimeSpan ArchiveTimeout = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private readonly ApiVersionNegotiation _version;

    public DockerConnection(IOptions<DockerOptions> options, TimeProvider time)
    {
        Endpoint = DockerEndpoint.Parse(options.Value.Endpoint);
        _timeout = options.Value.Timeout;
        _time = time;
        // The handler belongs to the client for its whole life: an engine has one address, and followers keep streams open.
        _client = new HttpClient(NewHandler(Endpoint)) { BaseAddress = Endpoint.BaseAddress, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _retries = DockerRetries.Build(time);
        _version = new ApiVersionNegotiation(this);
    }

    public DockerEndpoint Endpoint { get; }

    /// <summary>The prefix of versioned paths, such as <c>v1.41</c>.</summary>
    public Task<string> GetVersionPrefixAsync(CancellationToken cancellationToken) => _version.GetPrefixAsync(cancellationToken);

    /// <summary>A call that may be repeated without a second effect; it is, when the engine went away for a moment.</summary>
    public Task<HttpResponseMessage> SendIdempotentAsync(HttpMethod method, string path, TimeSpan? timeout, CancellationToken cancellationToken) =>
        _retries.ExecuteAsync(
            async (state, token) => await state.Connection.SendOnceAsync(state.Method, state.Path, null, state.Timeout, token),
            (Connection: this, Method: method, Path: path, Timeout: timeout ?? _timeout),
            cancellationToken).AsTask();

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        SendOnceAsync(method, path, body, _timeout, cancellationToken);

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendIdempotentAsync(HttpMethod.Get, path, null, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>A call whose answer never ends by itself; only the headers are awaited within the time limit.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        SendIdempotentAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>A call that answers when something happens, however long that takes.</summary>
    public Task<HttpResponseMessage> SendUnlimitedAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        SendOnceAsync(method, path, null, System.Threading.Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>A call with a tar archive as its body, which takes as long as the engine needs to unpack it.</summary>
    public async Task<HttpResponseMessage> SendStreamAsync(HttpMethod method, string path, Stream tar, CancellationToken cancellationToken)
    {
        var prefix = await _version.GetPrefixAsync(cancellationToken);
        var request = new HttpRequestMessage(method, $"{prefix}/{path}") { Content = new StreamContent(tar) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return await SendRequestAsync(request, ArchiveTimeout, cancellationToken);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
        ?? throw new DockerApiException(response.StatusCode, "an empty answer");

    public void Dispose() => _client.Dispose();

    /// <summary>One request on the unversioned root; for finding out the version.</summary>
    public async Task<HttpResponseMessage> SendUnversionedAsync(string path, CancellationToken cancellationToken) =>
        await SendRequestAsync(new HttpRequestMessage(HttpMethod.Get, path), _timeout, cancellationToken);

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpMethod method, string path, object? body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var prefix = await _version.GetPrefixAsync(cancellationToken);
        var request = new HttpRequestMessage(method, $"{prefix}/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
            // With a known length the body is not chunked, which old engines and socket proxies handle best.
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        }

        return await SendRequestAsync(request, timeout, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendRequestAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using (request)
            {
                var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
                if (response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.NotModified)
                {
                    return response;
                }

                using (response)
                {
                    throw DockerErrorReader.Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(linked.Token));
                }
            }
        }
        catch (HttpRequestException exception)
        {
            throw new DockerUnreachableException(Endpoint, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DockerUnreachableException(Endpoint, new TimeoutException($"no answer within {timeout.TotalSeconds:0} s", exception));
        }
    }

    private static SocketsHttpHandler NewHandler(DockerEndpoint endpoint) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Each follower of output holds a connection, so the number is not limited here but by the runs.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectCallback = async (_, token) => new NetworkStream(await endpoint.ConnectAsync(token), ownsSocket: true),
    };
}
