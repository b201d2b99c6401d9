using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.GitHub.Authentication;

namespace SlackAgents.GitHub;

/// <summary>Says everything that is wrong with <see cref="GitHubOptions"/> at once. Never repeats a key or a secret.</summary>
internal sealed class GitHubOptionsValidator : IValidateOptions<GitHubOptions>
{
    public ValidateOptionsResult Validate(string? name, GitHubOptions options)
    {
        var errors = new List<string>();
        CheckUrl(nameof(options.ApiUrl), options.ApiUrl, "https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server", errors);
        CheckUrl(nameof(options.GitUrl), options.GitUrl, "https://github.com, or https://HOST for GitHub Enterprise Server", errors);
        if (options.WebUrl.Length > 0)
        {
            CheckUrl(nameof(options.WebUrl), options.WebUrl, "https://github.com, or https://HOST for GitHub Enterprise Server", errors);
        }

        if ((options.ClientId.Length > 0) != (options.ClientSecret.Length > 0))
        {
            errors.Add("GitHub:ClientId and GitHub:ClientSecret belong together: both let people link their GitHub accounts, one alone does nothing. Both are on the page of your GitHub App.");
        }

        if (string.IsNullOrWhiteSpace(options.AppId) || !options.AppId.All(char.IsAsciiLetterOrDigit))
        {
            errors.Add("GitHub:AppId is missing or malformed. It is the number 'App ID' (or the 'Client ID') on the page of your GitHub App; `manifest github` creates one.");
        }

        if (!DateOnly.TryParseExact(options.ApiVersion, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            errors.Add("GitHub:ApiVersion must be a date such as 2022-11-28.");
        }

        if (AppPrivateKey.Check(options) is { } problem)
        {
            errors.Add(problem);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckUrl(string key, string value, string example, List<string> errors)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            errors.Add($"GitHub:{key} must be an http or https address: {example}.");
        }
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            errors.Add($"GitHub:{key} must be a plain address without user, query or fragment: {example}.");
        }
        else if (uri.Scheme == "http" && !uri.IsLoopback)
        {
            errors.Add($"GitHub:{key} must use https: credentials are sent to it. Plain http is only for this machine (127.0.0.1).");
        }
    }
}
