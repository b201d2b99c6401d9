using System.Text.RegularExpressions;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Secrets that are told by what stands before them: <c>Authorization:</c>, <c>password=</c>, <c>--token</c>. They take more
/// than they have to, which a log or a trace bears and the scan of pushed lines does not: there source code is full of them.
/// </summary>
internal static partial class SecretAssignments
{
    public static IReadOnlyList<SecretShape> Shapes { get; } =
    [
        new("header that signs in", ["authorization", "bearer"], Header(), 2.0) { IsReal = IsCredential, IgnoreCase = true },
        new("password", ["passw", "passphrase", "pwd"], Password(), 2.0) { IsReal = IsPassword, IgnoreCase = true },
        new("secret value", ["secret", "token", "key", "credential"], Value(), 3.0)
        {
            IsReal = IsRandom,
            IgnoreCase = true,
        },
    ];

    /// <summary>Of a header: the word that names the scheme is none, and words alone are none.</summary>
    private static bool IsCredential(string text, Group secret) => secret.ValueSpan.ContainsAnyInRange('0', '9') || secret.Length >= 24;

    private static bool IsPassword(string text, Group secret) => IsLiteral(text, secret) && HasLettersAndDigits(secret.ValueSpan, digits: 1);

    private static bool IsRandom(string text, Group secret) =>
        IsLiteral(text, secret) && HasLettersAndDigits(secret.ValueSpan, digits: secret.Length < 32 ? 2 : 1);

    /// <summary>Neither a variable, a path, a call nor a member of something.</summary>
    private static bool IsLiteral(string text, Group secret)
    {
        var after = secret.Index + secret.Length;
        return secret.ValueSpan[0] is not ('$' or '%' or '/' or '.' or '&' or '@' or '~')
            && (after >= text.Length || text[after] is not ('(' or '[' or '{' or '<'));
    }

    private static bool HasLettersAndDigits(ReadOnlySpan<char> text, int digits)
    {
        var (found, letters) = (0, 0);
        foreach (var character in text)
        {
            found += char.IsAsciiDigit(character) ? 1 : 0;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        return found >= digits && letters > 0;
    }

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"(\bauthorization[""'\\]{0,3}[ \t]{0,3}[:=][ \t]{0,3}[""'\\]{0,3}((bearer|basic|token|digest|negotiate|apikey)[ \t]{1,3})?|\bbearer[ \t]{1,3})(?<secret>[a-z0-9+/_.~:=-]{8,})", Linear)]
    private static partial Regex Header();

    [GeneratedRegex(@"((passw(or)?d|passphrase|\bpwd)[""'\\]{0,3}[ \t]{0,3}(:=|=>|[:=])[ \t]{0,3}|--[a-z-]{0,20}(password|passphrase)[ \t]{1,3})[""'\\]{0,3}(?<secret>[a-z0-9+/_~.!@#$%^&=-]{8,})", Linear)]
    private static partial Regex Password();

    [GeneratedRegex(@"((secret|token|(api|access|account|private|auth|signing|encryption)[_-]?key|credential)s?[""'\\]{0,3}[ \t]{0,3}(:=|=>|[:=])[ \t]{0,3}|--[a-z-]{0,20}(secret|token|key)[ \t]{1,3})[""'\\]{0,3}(?<secret>[a-z0-9+/_~=-]{16,})", Linear)]
    private static partial Regex Value();
}
