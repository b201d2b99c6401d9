namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Signing in with GitHub, which shows whose account it is (docs.github.com, "Generating a user access token for a GitHub App").</summary>
internal interface IGitHubSignIn
{
    /// <summary>Settings without which nobody can sign in; empty when people can.</summary>
    IReadOnlyList<string> MissingSettings { get; }

    /// <summary>Where the browser goes to sign in.</summary>
    /// <param name="state">Comes back with the code.</param>
    Uri GetPage(string state, Uri returnTo);

    /// <summary>Whose code it is; null when GitHub does not take it. What GitHub gives for the code is given back at once.</summary>
    /// <exception cref="GitHubSilentException">GitHub does not answer, or not as it should.</exception>
    Task<GitHubAccount?> FinishAsync(string code, Uri returnTo, CancellationToken cancellationToken);
}
