using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;

namespace SlackAgents.Slack.Installations;

/// <summary>OAuth v2 (docs.slack.dev/authentication/installing-with-oauth).</summary>
internal sealed class OAuthApi(OAuthCalls calls, IOptions<SlackOptions> options)
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
        var answer = await calls.CallAsync(
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
        calls.CallAsync(Revoke, new { }, new AuthenticationHeaderValue("Bearer", token), cancellationToken);
}
