using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Messages;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Messages;

/// <summary>
/// Fetches files with the bot's token (docs.slack.dev/reference/objects/file-object). The address stands in a message, so
/// the token goes to Slack's own file host alone, and no redirect is followed: Slack sends to its sign-in page by one.
/// </summary>
internal sealed partial class FileDownloads(SlackApiClients workspaces, IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider timeProvider, ILogger<FileDownloads> logger)
{
    private const string Method = "file download";
    private const int Chunk = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <returns>Bytes written; null when it is longer than allowed, gone, or not what was asked for.</returns>
    /// <exception cref="SlackException">Slack did not answer, or not for now.</exception>
    public async Task<long?> CopyAsync(string channel, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(file.Url, UriKind.Absolute, out var address) || !MayHaveToken(address))
        {
            Log.NotFetched(logger, file.Id, "its address is not one of Slack's file host");
            return null;
        }

        var api = (await workspaces.OfChannelAsync(channel, cancellationToken)).Web;
        using var timeout = new CancellationTokenSource(Timeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await FetchAsync(api, address, file, target, maxBytes, linked.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(Method, SlackErrorCodes.Timeout, "Slack did not send the file in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException and not FileNotFoundException)
        {
            throw new SlackException(Method, SlackErrorCodes.Unreachable, "Slack's file host cannot be reached, or broke off.", exception);
        }
    }

    private bool MayHaveToken(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.Host is "files.slack.com" or "files.slack-gov.com")
        || (!options.Value.IsSlackItself && address.Host == options.Value.ApiBase.Host && address.Scheme == options.Value.ApiBase.Scheme);

    private async Task<long?> FetchAsync(SlackWebApi api, Uri address, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Headers = { Authorization = api.BotAuthorization },
        };
        using var response = await clients.CreateClient(SlackWebApi.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            throw new SlackException(Method, $"http_{(int)response.StatusCode}", $"Slack's file host answered with status {(int)response.StatusCode}.")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            };
        }

        if (Problem(response, file, maxBytes) is { } problem)
        {
            Log.NotFetched(logger, file.Id, problem);
            return null;
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var copied = await CopyBoundedAsync(content, target, maxBytes, cancellationToken);
        // A page of HTML that was asked for looks like the sign-in page that was not; its size tells them apart.
        return copied is null || (IsHtml(file.MimeType) && copied != file.Size) ? null : copied;
    }

    private static string? Problem(HttpResponseMessage response, MessageFile file, long maxBytes) => response switch
    {
        { StatusCode: not HttpStatusCode.OK } => $"status {(int)response.StatusCode}",
        _ when response.Content.Headers.ContentLength > maxBytes => "it is longer than allowed",
        _ when IsHtml(response.Content.Headers.ContentType?.MediaType) && !IsHtml(file.MimeType) => "a web page came instead of it; the scope files:read may be missing",
        _ => null,
    };

    private static bool IsHtml(string? type) => type is not null && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task<long?> CopyBoundedAsync(Stream content, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[Chunk];
        var total = 0L;
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += count;
            if (total > maxBytes)
            {
                return null;
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return total;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "File {File} was not fetched: {Problem}.")]
        public static partial void NotFetched(ILogger logger, string file, string problem);
    }
}
