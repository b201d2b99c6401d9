using System.Text.RegularExpressions;
using SlackAgents.Core.Policies;

namespace SlackAgents.Host.Logging;

/// <summary>Shapes of the credentials that this product handles, for values that nobody registered.</summary>
internal static partial class DefaultSecretShapes
{
    public static string Redact(string text) => Pattern().Replace(text, SecretRegistry.Mask);

    // Prefixes: docs.slack.dev/authentication/tokens; github.blog "Behind GitHub's new authentication token formats";
    // the providers' own key pages. The last one is a JSON Web Token.
    [GeneratedRegex(
        @"xox[a-z]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|gh[a-z]_[A-Za-z0-9._-]{16,}|github_pat_[A-Za-z0-9_]{16,}|sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|hooks\.slack\.com/[A-Za-z0-9/_-]{8,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        2000)]
    private static partial Regex Pattern();
}
