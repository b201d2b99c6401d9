namespace SlackAgents.GitHub.Accounts;

/// <summary>Answer of <c>POST /login/oauth/access_token</c>, which is 200 also where it is a refusal.</summary>
internal sealed record UserToken(string? AccessToken, string? Error, string? ErrorDescription)
{
    // A record prints its members; this one holds a secret.
    public override string ToString() => AccessToken is null ? $"refusal {Error}" : "user token";
}
