namespace SlackAgents.Core.Policies.Accounts;

/// <summary>The tokens of one person.</summary>
internal sealed record TokenShelf(IReadOnlyList<IssuedToken> Tokens);
