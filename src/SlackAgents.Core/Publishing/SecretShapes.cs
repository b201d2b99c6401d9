using System.Text.RegularExpressions;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Finds what looks like a secret, in linear time. Used on pushed lines, and to take secrets out of logs and traces.
/// A safety net: it knows the vendors' prefixes, not every secret; keys of this installation are also redacted by value.
/// </summary>
internal static partial class SecretShapes
{
    public const string Replacement = "[secret]";

    private static readonly SecretShape[] Shapes =
    [
        new("GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], GitHubToken()),
        new("GitHub fine-grained token", ["github_pat_"], GitHubFineGrained()),
        new("API token of SlackAgents", ["sla_"], ApiToken()),
        new("AWS access key", ["AKIA", "ASIA"], AwsKey(), 2.8),
        new("Slack token", ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe", "xapp-"], SlackToken(), 2.5),
        new("Slack webhook", ["hooks.slack.com/"], SlackWebhook()),
        new("private key", ["PRIVATE KEY"], PrivateKey(), 0),
        new("Anthropic key", ["sk-ant-"], AnthropicKey()),
        new("OpenAI key", ["sk-"], OpenAiKey(), 3.3),
        new("Google key", ["AIza"], GoogleKey()),
        new("GitLab token", ["glpat-"], GitLabToken()),
        new("npm token", ["npm_"], NpmToken()),
        new("Stripe key", ["sk_live_", "rk_live_"], StripeKey()),
        new("signed web token", ["eyJ"], WebToken(), 3.5),
        new("password in an address", ["://"], UrlPassword(), 2.5),
    ];

    /// <summary>Kinds of all secrets that a line seems to hold.</summary>
    public static IReadOnlyList<string> Find(string line)
    {
        List<string>? kinds = null;
        foreach (var shape in Shapes)
        {
            if (MayHold(line, shape) && shape.Pattern.Matches(line).Any(match => shape.IsVaried(SecretOf(match))))
            {
                (kinds ??= []).Add(shape.Kind);
            }
        }

        return kinds ?? (IReadOnlyList<string>)[];
    }

    /// <summary>The text with everything that looks like a secret replaced. Returns the same string when there is nothing.</summary>
    public static string Redact(string text)
    {
        foreach (var shape in Shapes)
        {
            if (MayHold(text, shape))
            {
                text = shape.Pattern.Replace(text, match => shape.IsVaried(SecretOf(match)) ? Hide(match) : match.Value);
            }
        }

        return text;
    }

    private static bool MayHold(string text, SecretShape shape)
    {
        foreach (var mark in shape.Marks)
        {
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> SecretOf(Match match) => match.Groups["secret"] is { Success: true } group ? group.ValueSpan : match.ValueSpan;

    private static string Hide(Match match) =>
        match.Groups["secret"] is { Success: true } group
            ? string.Concat(match.Value.AsSpan(0, group.Index - match.Index), Replacement, match.Value.AsSpan(group.Index - match.Index + group.Length))
            : Replacement;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // Installation tokens grew longer and got dots and dashes in 2026 (GitHub: stateless installation tokens), so no fixed length.
    [GeneratedRegex(@"\bgh[pousr]_[A-Za-z0-9._-]{30,}", Linear)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bsla_[A-Za-z0-9_-]{43}", Linear)]
    private static partial Regex ApiToken();

    [GeneratedRegex(@"\bgithub_pat_[A-Za-z0-9_]{40,}", Linear)]
    private static partial Regex GitHubFineGrained();

    [GeneratedRegex(@"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", Linear)]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\b(?:xox[abprse](?:\.xox[bp])?-|xapp-)[A-Za-z0-9-]{20,}", Linear)]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}", Linear)]
    private static partial Regex SlackWebhook();

    // The body is taken too, as far as it is in the same text; literal "\n" as in JSON counts as part of it.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\,:.-]*", Linear)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\bsk-ant-[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex AnthropicKey();

    [GeneratedRegex(@"\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}", Linear)]
    private static partial Regex OpenAiKey();

    [GeneratedRegex(@"\bAIza[A-Za-z0-9_-]{35}", Linear)]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"\bglpat-[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex GitLabToken();

    [GeneratedRegex(@"\bnpm_[A-Za-z0-9]{36}\b", Linear)]
    private static partial Regex NpmToken();

    [GeneratedRegex(@"\b[sr]k_live_[A-Za-z0-9]{20,}", Linear)]
    private static partial Regex StripeKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]+://[^\s/:@'""<>]*:(?<secret>[^\s/:@'""<>]{8,500})@[A-Za-z0-9\[]", Linear)]
    private static partial Regex UrlPassword();
}
