namespace SlackAgents.GitHub.Http;

/// <summary>One call of the REST API.</summary>
/// <param name="Path">Relative to the API's base, without a slash at its beginning; or a whole address.</param>
/// <param name="Token">Bearer token, or null for none. Of any length and shape.</param>
internal sealed record GitHubRequest(HttpMethod Method, string Path, string? Token)
{
    /// <summary>Sent as JSON.</summary>
    public object? Body { get; init; }

    /// <summary>What <see cref="Token"/> is: <c>Bearer</c>, or <c>Basic</c> for the App's client id and secret.</summary>
    public string Scheme { get; init; } = "Bearer";

    public string Accept { get; init; } = "application/vnd.github+json";

    /// <summary>Whether doing it twice does no harm. Only then an outage is tried again.</summary>
    public bool IsRepeatable { get; init; } = Method == HttpMethod.Get;

    /// <summary>Set for a token minted just now, which GitHub may answer with 401 for up to 5 s.</summary>
    public bool IsTokenFresh { get; init; }

    // A record prints its members; this one holds a secret.
    public override string ToString() => $"{Method} {Path}";
}
