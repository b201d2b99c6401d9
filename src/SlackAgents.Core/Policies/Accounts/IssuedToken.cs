namespace SlackAgents.Core.Policies.Accounts;

/// <summary>What is kept of a token: enough to know it again, too little to be it.</summary>
/// <param name="Hash">SHA-256 of the token, in lower-case hexadecimal digits. The token has 256 random bits, so nothing slower is needed.</param>
/// <param name="Request">Key of the request that it was issued for, so that a repeated handling replaces it.</param>
internal sealed record IssuedToken(string Hash, string Request, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
