namespace SlackAgents.GitHub.Authentication;

/// <summary>An installation token as GitHub hands it out.</summary>
internal sealed record AccessToken(string Token, DateTimeOffset ExpiresAt)
{
    // A record prints its members; this one holds a secret.
    public override string ToString() => $"installation token until {ExpiresAt:O}";
}
