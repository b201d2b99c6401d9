using Microsoft.Extensions.Options;
using SlackAgents.Host.Installing;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Host.SignIn;

/// <summary>Whether people can sign in with Slack here.</summary>
internal sealed class SignInSettings(PublicAddress address, IOptions<SlackOptions> options)
{
    /// <summary>What has to be set before anybody can; empty when people can.</summary>
    public IReadOnlyList<string> Missing => [.. Find()];

    private IEnumerable<string> Find()
    {
        if (string.IsNullOrWhiteSpace(options.Value.ClientId))
        {
            yield return "Slack:ClientId";
        }

        if (string.IsNullOrWhiteSpace(options.Value.ClientSecret))
        {
            yield return "Slack:ClientSecret";
        }

        if (options.Value.IsSlackItself && address.Value.Scheme != Uri.UriSchemeHttps)
        {
            yield return "Web:PublicUrl (an https address: Slack leads back to no other)";
        }
    }
}
