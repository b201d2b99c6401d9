using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;

namespace SlackAgents.Slack.Installations;

/// <summary>OAuth v2 (docs.slack.dev/authentication/installing-with-oauth).</summary>
internal sealed class OAuthApi(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider time)
{
    private static readonly SlackMethod Access = new("oauth.v2.access", Json: false, Idempotent: false);
    private static readonly SlackMethod Revoke = new("auth.revoke", Json: false, Idempotent: true);

    /// <summary>Slack's page on which somebody agrees.</summary>
    public Uri GetPage(string state, Uri redirect)
    {
        var scopes = string.Join(',', SlackScopes.Needed.Keys.Concat(SlackScopes.Optional.Keys));
        return new Uri(
            new Uri(options.Value.ApiBase, "../oauth/v2/authorize"),
            $"?client_id={Uri.EscapeDataString(options.Value.ClientId!)}&scope={Uri.EscapeDataString(scopes)}&state={Uri.EscapeDataString(state)}&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}");
    }

    /// <exception cref="SlackException">Slack refused the code or did not answer.</exception>
    public async Task<OAuthGrant> ExchangeAsync(string code, Uri redirect, CancellationToken cancellationToken)
    {
        var client = $"{Uri.EscapeDataString(options.Value.ClientId!)}:{Uri.EscapeDataString(options.Value.ClientSecret!)}";
        var answer = await CallAsync(
            Access,
            new { Code = code, RedirectUri = redirect.AbsoluteUri },
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client))),
            cancellationToken);
        try
        {
            return answer.Deserialize<OAuthGrant>(SlackJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new SlackException(Access.Name, SlackErrorCodes.InvalidResponse, $"{Access.Name}: Slack's answer has an unexpected shape.", exception);
        }
    }

    /// <summary>Gives a token back that is not to be used.</summary>
    public Task RevokeAsync(string token, CancellationToken cancellationToken) =>
        CallAsync(Revoke, new { }, new AuthenticationHeaderValue("Bearer", token), cancellationToken);

    private async Task<JsonElement> CallAsync(SlackMethod method, object arguments, AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
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
