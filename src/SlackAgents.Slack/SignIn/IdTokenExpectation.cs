namespace SlackAgents.Slack.SignIn;

/// <summary>What a token about who signed in has to say to be taken.</summary>
/// <param name="Audience">Our client id.</param>
/// <param name="Nonce">Sent along when this very sign-in began.</param>
internal sealed record IdTokenExpectation(string Audience, IReadOnlyList<string> Issuers, string Nonce, DateTimeOffset Now);
