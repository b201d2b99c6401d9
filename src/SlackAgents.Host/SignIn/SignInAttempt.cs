namespace SlackAgents.Host.SignIn;

/// <summary>A way through Slack that a browser began.</summary>
/// <param name="State">Comes back from Slack with the code.</param>
/// <param name="Nonce">Comes back inside Slack's token.</param>
/// <param name="Return">Where to go then; see <see cref="ReturnPath"/>. It stays in the browser, since it may hold a link's token.</param>
internal sealed record SignInAttempt(string State, string Nonce, string Return);
