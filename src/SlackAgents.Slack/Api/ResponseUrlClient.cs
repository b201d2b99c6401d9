using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Api;

/// <summary>
/// Answers by <c>response_url</c>: no token goes along, the address is the secret and is never logged
/// (docs.slack.dev/interactivity/handling-user-interaction: five uses, thirty minutes).
/// </summary>
internal sealed class ResponseUrlClient(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider timeProvider)
{
    private static readonly SlackMethod Method = new("response_url", Json: true, Idempotent: false);

    /// <summary>Whether an answer may go to this address at all.</summary>
    public bool Accepts(string? url) => ResponseUrlPolicy.TryAccept(url, options.Value, out _);

    /// <exception cref="SlackException">Expired, used up, refused or unreachable. <c>http_4xx</c>: it will not work again.</exception>
    public async Task RespondAsync(string url, ResponseMessage message, CancellationToken cancellationToken)
    {
        if (!ResponseUrlPolicy.TryAccept(url, options.Value, out var address))
        {
            throw new SlackException(Method.Name, "url_not_allowed", "The response address is not Slack's; nothing was sent to it.");
        }

        using var timeout = new CancellationTokenSource(SlackPipelines.CallTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await SendAsync(address, message, linked.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(Method.Name, SlackErrorCodes.Timeout, "No answer from Slack's response address in time.", new TimeoutRejectedException(exception.Message));
        }
        catch (HttpRequestException exception)
        {
            // Its message names the host, never the path with the secret.
            throw new SlackException(Method.Name, SlackErrorCodes.Unreachable, $"Slack's response address cannot be reached ({exception.HttpRequestError}).", exception);
        }
    }

    private async Task SendAsync(Uri address, ResponseMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = SlackBody.EncodeJson(JsonSerializer.SerializeToElement(message, SlackJson.Options)),
        };
        using var response = await clients.CreateClient(SlackWebApi.ClientName).SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var code = SlackErrorCodes.Content.FirstOrDefault(known => body.Contains(known, StringComparison.Ordinal)) ?? $"http_{(int)response.StatusCode}";
            throw new SlackException(Method.Name, code, $"Slack's response address answered with status {(int)response.StatusCode}.")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            };
        }
    }
}
