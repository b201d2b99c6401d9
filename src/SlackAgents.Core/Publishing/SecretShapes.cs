using System.Buffers;
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
        new("AWS access key", ["AKIA", "ASIA", "ABIA", "ACCA"], AwsKey(), 2.8),
        new("Slack token", ["xox", "xapp-", "xwfp-"], SlackToken(), 2.5),
        new("Slack webhook", ["hooks.slack.com/"], SlackWebhook()),
        new("private key", ["PRIVATE KEY"], PrivateKey(), 0),
        new("Anthropic key", ["sk-ant-"], AnthropicKey()),
        new("OpenAI key", ["sk-"], OpenAiKey(), 3.3),
        new("Google key", ["AIza"], GoogleKey()),
        new("Google access token", ["ya29."], GoogleAccessToken()),
        new("Google client secret", ["GOCSPX-"], GoogleClientSecret()),
        new("GitLab token", ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-"], GitLabToken()),
        new("npm token", ["npm_"], NpmToken()),
        new("PyPI token", ["pypi-"], PyPiToken()),
        new("Docker Hub token", ["dckr_"], DockerToken()),
        new("Hugging Face token", ["hf_"], HuggingFaceToken()),
        new("key of a model provider", ["gsk_", "xai-", "pplx-", "r8_"], ProviderKey(), 3.3),
        new("SendGrid key", ["SG."], SendGridKey()),
        new("Vault token", ["hvs.", "hvb."], VaultToken()),
        new("Telegram bot token", [":AA"], TelegramToken()),
        new("token of a service", ["dop_v1_", "dapi", "lin_api_", "ntn_", "shpat_", "shpss_", "glsa_", "NRAK-", "ATATT3", "figd_", "PMAK-", "sntrys_", "dp.pt.", "tfp_", "whsec_"], ServiceToken()),
        new("Stripe key", ["sk_live_", "rk_live_"], StripeKey()),
        new("signed web token", ["eyJ"], WebToken(), 3.5),
        new("password in an address", ["://"], UrlPassword(), 2.5),
    ];

    /// <summary>What is taken out of logs and traces: more than a pushed line is refused for.</summary>
    private static readonly SecretShape[] All = [.. Shapes, .. SecretAssignments.Shapes];

    /// <summary>One look that tells most texts to hold nothing. In any case, so it finds too much rather than too little.</summary>
    private static readonly SearchValues<string> AnyMark = SearchValues.Create([.. All.SelectMany(shape => shape.Marks).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);

    /// <summary>Kinds of all secrets that a line seems to hold.</summary>
    public static IReadOnlyList<string> Find(string line)
    {
        List<string>? kinds = null;
        foreach (var shape in Shapes)
        {
            if (MayHold(line, shape) && shape.Pattern.Matches(line).Any(match => shape.Holds(line, match)))
            {
                (kinds ??= []).Add(shape.Kind);
            }
        }

        return kinds ?? (IReadOnlyList<string>)[];
    }

    /// <summary>The text with everything that looks like a secret replaced. Returns the same string when there is nothing.</summary>
    public static string Redact(string text)
    {
        if (!text.AsSpan().ContainsAny(AnyMark))
        {
            return text;
        }

        foreach (var shape in All)
        {
            var seen = text;
            if (MayHold(seen, shape))
            {
                text = shape.Pattern.Replace(seen, match => shape.Holds(seen, match) ? Hide(match) : match.Value);
            }
        }

        return text;
    }

    private static bool MayHold(string text, SecretShape shape)
    {
        foreach (var mark in shape.Marks)
        {
            if (text.Contains(mark, shape.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Hide(Match match)
    {
        var secret = SecretShape.SecretOf(match);
        var begin = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..begin], Replacement, match.ValueSpan[(begin + secret.Length)..]);
    }

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // Installation tokens grew longer and got dots and dashes in 2026 (GitHub: stateless installation tokens), so no fixed length.
    [GeneratedRegex(@"\bgh[pousr]_[A-Za-z0-9._-]{30,}", Linear)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bsla_[A-Za-z0-9_-]{43}", Linear)]
    private static partial Regex ApiToken();

    [GeneratedRegex(@"\bgithub_pat_[A-Za-z0-9_]{40,}", Linear)]
    private static partial Regex GitHubFineGrained();

    [GeneratedRegex(@"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b", Linear)]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\b(?:xox[a-z](?:\.xox[bp])?-|xapp-|xwfp-)[A-Za-z0-9%/+=-]{20,}", Linear)]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}", Linear)]
    private static partial Regex SlackWebhook();

    // The body is taken too, as far as it is in the same text; literal "\n" as in JSON counts as part of it. Without an end
    // everything goes that could be the body.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s\\,:.-]*?-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s\\,:.-]*)", Linear)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\bsk-ant-[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex AnthropicKey();

    [GeneratedRegex(@"\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}", Linear)]
    private static partial Regex OpenAiKey();

    [GeneratedRegex(@"\bAIza[A-Za-z0-9_-]{35}", Linear)]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"\bgl(?:pat|dt|rt|ptt|cbt|soat|ft)-[A-Za-z0-9_.-]{20,}", Linear)]
    private static partial Regex GitLabToken();

    [GeneratedRegex(@"\bya29\.[A-Za-z0-9_-]{30,}", Linear)]
    private static partial Regex GoogleAccessToken();

    [GeneratedRegex(@"\bGOCSPX-[A-Za-z0-9_-]{24,}", Linear)]
    private static partial Regex GoogleClientSecret();

    [GeneratedRegex(@"\bpypi-[A-Za-z0-9_-]{50,}", Linear)]
    private static partial Regex PyPiToken();

    [GeneratedRegex(@"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex DockerToken();

    [GeneratedRegex(@"\bhf_[A-Za-z0-9]{30,}", Linear)]
    private static partial Regex HuggingFaceToken();

    [GeneratedRegex(@"\b(?:gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{60,}|pplx-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{37,})", Linear)]
    private static partial Regex ProviderKey();

    [GeneratedRegex(@"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}", Linear)]
    private static partial Regex SendGridKey();

    [GeneratedRegex(@"\bhv[sb]\.[A-Za-z0-9_-]{24,}", Linear)]
    private static partial Regex VaultToken();

    [GeneratedRegex(@"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{32,35}\b", Linear)]
    private static partial Regex TelegramToken();

    [GeneratedRegex(@"\b(?:dop_v1_[a-f0-9]{60,}|dapi[a-f0-9]{32}|lin_api_[A-Za-z0-9]{32,}|ntn_[A-Za-z0-9]{40,}|shp(?:at|ss)_[a-fA-F0-9]{32}|glsa_[A-Za-z0-9_]{32,}|NRAK-[A-Z0-9]{27}|ATATT3[A-Za-z0-9_=-]{60,}|figd_[A-Za-z0-9_-]{36,}|PMAK-[A-Za-z0-9-]{50,}|sntrys_[A-Za-z0-9_=+/-]{40,}|dp\.pt\.[A-Za-z0-9]{40,}|tfp_[A-Za-z0-9_-]{40,}|whsec_[A-Za-z0-9+/=]{24,})", Linear)]
    private static partial Regex ServiceToken();

    [GeneratedRegex(@"\bnpm_[A-Za-z0-9]{36}\b", Linear)]
    private static partial Regex NpmToken();

    [GeneratedRegex(@"\b[sr]k_live_[A-Za-z0-9]{20,}", Linear)]
    private static partial Regex StripeKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}", Linear)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]+://[^\s/:@'""<>]*:(?<secret>[^\s/:@'""<>]{8,500})@[A-Za-z0-9\[]", Linear)]
    private static partial Regex UrlPassword();
}
