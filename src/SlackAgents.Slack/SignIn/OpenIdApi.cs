using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Slack.SignIn;

/// <summary>
/// Sign in with Slack (docs.slack.dev/authentication/sign-in-with-slack): OpenID Connect with the code flow. Without PKCE:
/// Slack has it only for apps that are marked as public clients, which cannot be undone, and this one keeps its secret;
/// the code is tied to the browser by state and nonce.
/// </summary>
internal sealed class OpenIdApi(OAuthCalls calls, IOptions<SlackOptions> options, TimeProvider time)
{
    private static readonly SlackMethod Token = new("openid.connect.token", Json: false, Idempotent: false);

    /// <summary>Slack's page on which somebody signs in.</summary>
    /// <param name="state">Comes back with the code.</param>
    /// <param name="nonce">Comes back inside the token.</param>
    public Uri GetPage(string state, string nonce, Uri redirect) => new(
        new Uri(options.Value.ApiBase, "../openid/connect/authorize"),
        $"?response_type=code&scope={Uri.EscapeDataString("openid profile")}&client_id={Uri.EscapeDataString(options.Value.ClientId!)}&state={Uri.EscapeDataString(state)}&nonce={Uri.EscapeDataString(nonce)}&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}");

    /// <summary>Whose code it is. What Slack gives besides is not kept.</summary>
    /// <exception cref="SlackException">Slack refused the code, did not answer, or answered with a token that is not for us.</exception>
    public async Task<PersonId> FinishAsync(string code, string nonce, Uri redirect, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(
            Token,
            new { options.Value.ClientId, options.Value.ClientSecret, Code = code, GrantType = "authorization_code", RedirectUri = redirect.AbsoluteUri },
            authorization: null,
            cancellationToken);
        var token = answer.TryGetProperty("id_token", out var found) ? found.GetString() : null;
        return IdToken.Read(token, new IdTokenExpectation(options.Value.ClientId!, Issuers, nonce, time.GetUtcNow())) is { } person
            ? person
            : throw new SlackException(Token.Name, SlackErrorCodes.InvalidResponse, $"{Token.Name}: Slack's token about who signed in is not for this sign-in.");
    }

    /// <summary>Slack itself names its own host; behind a proxy it still does, and a stand-in names itself.</summary>
    private IReadOnlyList<string> Issuers =>
        options.Value.IsSlackItself
            ? [options.Value.ApiBase.Host.EndsWith("slack-gov.com", StringComparison.Ordinal) ? "https://slack-gov.com" : "https://slack.com"]
            : ["https://slack.com", options.Value.ApiBase.GetLeftPart(UriPartial.Authority)];
}
