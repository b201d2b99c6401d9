using System.Diagnostics.CodeAnalysis;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Api;

/// <summary>
/// Where answers by <c>response_url</c> may go. The address comes with a payload, so a forged one must not make the
/// host call an address of its own network.
/// </summary>
internal static class ResponseUrlPolicy
{
    public static bool TryAccept(string? text, SlackOptions options, [NotNullWhen(true)] out Uri? url)
    {
        url = Uri.TryCreate(text, UriKind.Absolute, out var candidate) && IsAllowed(candidate, options) ? candidate : null;
        return url is not null;
    }

    private static bool IsAllowed(Uri url, SlackOptions options)
    {
        if (url.UserInfo.Length > 0)
        {
            return false;
        }

        if (url.Host is "hooks.slack.com" or "hooks.slack-gov.com")
        {
            return url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort;
        }

        // A stand-in on the operator's own address answers for itself.
        return !options.IsSlackItself
            && url.Scheme is "http" or "https"
            && string.Equals(url.Host, options.ApiBase.Host, StringComparison.OrdinalIgnoreCase);
    }
}
