using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.GitHub;

/// <summary>Addresses made from the configured bases, with or without a slash at their end and with or without a path.</summary>
internal sealed class GitHubAddresses(IOptions<GitHubOptions> options)
{
    /// <summary>Base of the REST API, ending with a slash so that relative addresses keep its path.</summary>
    public Uri Api => WithSlash(options.Value.ApiUrl);

    public Uri CloneUrl(RepositoryName repository) => new(Web, $"{repository.Owner}/{repository.Name}.git");

    public Uri PageUrl(RepositoryName repository) => new(Web, $"{repository.Owner}/{repository.Name}");

    /// <summary>Page where an App is installed (docs.github.com, "Sharing your GitHub App").</summary>
    public Uri InstallUrl(string slug) => new(Web, $"apps/{Uri.EscapeDataString(slug)}/installations/new");

    /// <summary>Base of the pages where people sign in.</summary>
    public Uri SignIn => options.Value.WebUrl.Length > 0 ? WithSlash(options.Value.WebUrl) : new Uri(Web, "/");

    /// <summary>Domain of e-mail addresses that lead nowhere.</summary>
    public string NoReplyDomain => "users.noreply." + (Web.HostNameType is UriHostNameType.Dns ? Web.Host : "localhost");

    private Uri Web => WithSlash(options.Value.GitUrl);

    private static Uri WithSlash(string url) => new(url.EndsWith('/') ? url : url + "/");
}
