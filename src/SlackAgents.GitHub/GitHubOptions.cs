namespace SlackAgents.GitHub;

/// <summary>How GitHub is reached, and the App that we are there.</summary>
internal sealed class GitHubOptions
{
    public const string Section = "GitHub";

    /// <summary>Base of the REST API. GitHub Enterprise Server: <c>https://HOST/api/v3</c>.</summary>
    public string ApiUrl { get; set; } = "https://api.github.com";

    /// <summary>Base of clone addresses and pages. GitHub Enterprise Server: <c>https://HOST</c>.</summary>
    public string GitUrl { get; set; } = "https://github.com";

    /// <summary>Base of the pages where people sign in. Empty: scheme and host of <see cref="GitUrl"/>.</summary>
    public string WebUrl { get; set; } = "";

    /// <summary>The App's id (a number) or its client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>File with the App's private key (PEM). Either this or <see cref="PrivateKey"/>.</summary>
    public string PrivateKeyPath { get; set; } = "";

    /// <summary>The App's private key itself (PEM); line breaks may be written as <c>\n</c>.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>Secret of the App's webhook. Webhooks are refused while it is empty.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>The App's client id. With <see cref="ClientSecret"/> people can link their GitHub accounts.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>One of the App's client secrets.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Version of the REST API (docs.github.com/rest/about-the-rest-api/api-versions).</summary>
    public string ApiVersion { get; set; } = "2022-11-28";
}
