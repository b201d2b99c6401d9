using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Gateway.Tools;

/// <summary>
/// Passes a request to a tool server of the operator and its answer back, both as they come. The operator's headers are
/// put in here and taken out of whatever comes back; redirects are not followed.
/// </summary>
internal sealed class ToolProxy(ToolUpstream upstream, IOptions<McpOptions> options, TimeProvider time)
{
    /// <exception cref="ToolRefusal">The answer has not begun; the client is owed a sentence.</exception>
    /// <exception cref="IOException">The server broke off in the middle of its answer, or answered too much.</exception>
    public async Task ForwardAsync(HttpContext context, ToolServerOptions server, ToolRequest message, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(context.Request.Method) && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsDelete(context.Request.Method))
        {
            throw new ToolRefusal(StatusCodes.Status405MethodNotAllowed, "A tool server is spoken to with POST, GET and DELETE.");
        }

        // The stream of a server's own messages lasts as long as the turn; everything else has a time.
        var stream = HttpMethods.IsGet(context.Request.Method);
        using var late = new CancellationTokenSource(stream ? Timeout.InfiniteTimeSpan : options.Value.CallTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var secrets = ToolSecrets.Of(server);
        using var request = CreateRequest(context.Request, server, message);
        using var response = await SendAsync(request, late.Token, ending.Token, cancellationToken);
        RefuseWhatIsNoAnswer(response);
        context.Response.StatusCode = (int)response.StatusCode;
        CopyHeaders(response, context.Response.Headers, secrets);
        try
        {
            await StreamAsync(response, context.Response, new SecretFilter(secrets), stream, ending.Token);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The tool server took too long for its answer.", error);
        }
    }

    private static HttpRequestMessage CreateRequest(HttpRequest incoming, ToolServerOptions server, ToolRequest message)
    {
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(server.Url))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (HttpMethods.IsPost(incoming.Method))
        {
            request.Content = new ByteArrayContent(message.Body);
        }

        HeaderFilter.CopyRequest(incoming.Headers, request.Headers, request.Content?.Headers);
        foreach (var (name, value) in server.Headers)
        {
            Set(request.Headers, request.Content?.Headers, name, value);
        }

        return request;
    }

    /// <summary>The operator's value takes the place of one from the sandbox.</summary>
    private static void Set(HttpRequestHeaders headers, HttpContentHeaders? content, string name, string value)
    {
        headers.Remove(name);
        if (!headers.TryAddWithoutValidation(name, value))
        {
            content?.Remove(name);
            content?.TryAddWithoutValidation(name, value);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken late, CancellationToken ending, CancellationToken cancellationToken)
    {
        try
        {
            return await upstream.SendAsync(request, ending);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolRefusal(StatusCodes.Status504GatewayTimeout, $"The tool server did not answer within {options.Value.CallTimeout}. Go on without it.", ToolRefusal.Failed, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolRefusal(StatusCodes.Status502BadGateway, "The tool server cannot be reached from the host. Go on without it and say so.", ToolRefusal.Failed, error);
        }
    }

    private static void RefuseWhatIsNoAnswer(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new ToolRefusal(StatusCodes.Status502BadGateway, "The tool server sends its clients elsewhere, and redirects are not followed. Whoever runs this has to correct Mcp:Servers.", ToolRefusal.Failed);
        }

        if (status is 401 or 407)
        {
            // Passed on, it would set the agent's client looking for a login that it cannot have.
            throw new ToolRefusal(StatusCodes.Status502BadGateway, "The tool server does not take the host's credentials. Whoever runs this has to correct Mcp:Servers.", ToolRefusal.Failed);
        }

        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ToolRefusal(StatusCodes.Status502BadGateway, "The tool server answers compressed although it was asked not to.", ToolRefusal.Failed);
        }
    }

    private static void CopyHeaders(HttpResponseMessage from, IHeaderDictionary to, IReadOnlyList<string> secrets)
    {
        var named = from.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            // The length changes where a secret is taken out.
            if (HeaderFilter.MayPassDown(name) && !named.Contains(name) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !values.Any(value => secrets.Any(secret => value.Contains(secret, StringComparison.Ordinal))))
            {
                to[name] = new StringValues([.. values]);
            }
        }
    }

    private async Task StreamAsync(HttpResponseMessage response, HttpResponse to, SecretFilter filter, bool endless, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxAnswerMb * 1024L * 1024L;
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        await to.StartAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        var total = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            if (total > limit)
            {
                throw new IOException(endless ? "The tool server's event stream has become too long." : "The tool server's answer is too large.");
            }

            await to.Body.WriteAsync(filter.Pass(buffer.AsSpan(0, read)), cancellationToken);
            await to.Body.FlushAsync(cancellationToken);
        }

        await to.Body.WriteAsync(filter.End(), cancellationToken);
    }
}
