namespace SlackAgents.GitHub.Accounts;

/// <summary>Body of <c>POST /login/oauth/access_token</c>.</summary>
internal sealed record UserTokenRequest(string ClientId, string ClientSecret, string Code, string RedirectUri)
{
    // A record prints its members; this one holds a secret.
    public override string ToString() => $"code for {ClientId}";
}
