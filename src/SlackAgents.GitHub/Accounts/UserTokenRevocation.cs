namespace SlackAgents.GitHub.Accounts;

/// <summary>Body of <c>DELETE /applications/{client_id}/token</c>.</summary>
internal sealed record UserTokenRevocation(string AccessToken)
{
    // A record prints its members; this one holds a secret.
    public override string ToString() => "user token";
}
