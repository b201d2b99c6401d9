namespace SlackAgents.Playground.GitHub.Rest;

internal enum GitHubAuth
{
    /// <summary>Anybody may ask; a token that does not work is still refused.</summary>
    Optional,

    /// <summary>The app itself, by JWT.</summary>
    App,

    /// <summary>An installation token.</summary>
    Installation,

    /// <summary>A person, by the token that they gave the app.</summary>
    User,

    /// <summary>The app, by its client id and secret.</summary>
    Client,
}
