using System.Text.RegularExpressions;

namespace SlackAgents.Host.Tryout;

/// <summary>Tells a provider key that can cost money from the placeholders that people leave in their environment.</summary>
internal static partial class RealKey
{
    public static bool IsReal(string? key) =>
        key is { Length: >= 40 } && key.StartsWith("sk-ant-", StringComparison.Ordinal) && !Placeholder().IsMatch(key);

    [GeneratedRegex("placeholder|fake|dummy|example|your|xxxx|test|\\.\\.\\.|<", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
