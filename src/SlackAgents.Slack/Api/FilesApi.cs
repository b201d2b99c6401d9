using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Api;

/// <summary>Uploading: ask for an address, send the bytes there, then share (docs.slack.dev/messaging/working-with-files).</summary>
internal sealed class FilesApi(SlackApiClients workspaces, IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider timeProvider)
{
    private static readonly SlackMethod Upload = new("files upload address", Json: false, Idempotent: false);

    /// <summary>Bytes take longer than words.</summary>
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Not idempotent: after a failure that is not a refusal the file may be there.</summary>
    public async Task UploadAsync(string channel, string? threadTs, string path, string name, string title, string comment, CancellationToken cancellationToken)
    {
        var api = (await workspaces.OfChannelAsync(channel, cancellationToken)).Web;
        var length = new FileInfo(path).Length;
        var place = await api.CallAsync<UploadPlace>(SlackMethod.FilesGetUploadUrlExternal, new { Filename = name, Length = length }, cancellationToken);
        await SendAsync(Address(place.UploadUrl), path, cancellationToken);
        await api.CallAsync(
            SlackMethod.FilesCompleteUploadExternal,
            new { Files = new[] { new { Id = place.FileId, Title = title } }, ChannelId = channel, ThreadTs = threadTs, InitialComment = comment },
            cancellationToken);
    }

    /// <summary>No token goes along, but the file does: only Slack itself gets it, or the stand-in that is configured.</summary>
    private Uri Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && ((address.Scheme == Uri.UriSchemeHttps && IsSlacks(address.Host)) || (!options.Value.IsSlackItself && address.Host == options.Value.ApiBase.Host))
            ? address
            : throw new SlackException(Upload.Name, "url_not_allowed", "The upload address is not Slack's; nothing was sent to it.");

    private static bool IsSlacks(string host) => host is "slack.com" or "slack-gov.com" || host.EndsWith(".slack.com", StringComparison.Ordinal) || host.EndsWith(".slack-gov.com", StringComparison.Ordinal);

    private async Task SendAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(UploadTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var file = File.OpenRead(path);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(file) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var response = await clients.CreateClient(SlackWebApi.ClientName).SendAsync(request, linked.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new SlackException(Upload.Name, $"http_{(int)response.StatusCode}", $"Slack's upload address answered with status {(int)response.StatusCode}.")
                {
                    RetryAfter = response.Headers.RetryAfter?.Delta,
                };
            }
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(Upload.Name, SlackErrorCodes.Timeout, "Slack's upload address did not take the file in time.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SlackException(Upload.Name, SlackErrorCodes.Unreachable, $"Slack's upload address cannot be reached ({exception.HttpRequestError}).", exception);
        }
    }

    private sealed record UploadPlace(string? UploadUrl, string? FileId);
}
