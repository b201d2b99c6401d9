using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Installations;

/// <summary>The calls that turn a code into what it stands for: made once, without a workspace's token.</summary>
internal sealed class OAuthCalls(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider time)
{
    /// <param name="authorization">Null for methods that take the client in their fields.</param>
    /// <exception cref="SlackException">Slack refused or did not answer.</exception>
    public async Task<JsonElement> CallAsync(SlackMethod method, object arguments, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(SlackPipelines.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.ApiBase, method.Name))
            {
                Content = SlackBody.Encode(method, arguments),
                Headers = { Authorization = authorization },
            };
            using var response = await clients.CreateClient(SlackWebApi.ClientName).SendAsync(request, either.Token);
            return await SlackResponseReader.ReadAsync(method, response, either.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(method.Name, SlackErrorCodes.Timeout, $"{method.Name}: Slack did not answer in time.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SlackException(method.Name, SlackErrorCodes.Unreachable, $"{method.Name}: Slack cannot be reached ({exception.HttpRequestError}).", exception);
        }
    }
}
