using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SlackAgents.Slack.Http;

/// <summary>Slack's request signature, version 0 (docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
internal static class SlackSignature
{
    private const string Version = "v0";

    /// <summary>An older request may be a recorded one that is sent again.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(300);

    /// <param name="body">The bytes as they arrived: any re-encoding breaks the signature.</param>
    public static bool IsValid(string signingSecret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (signature is null || string.IsNullOrEmpty(signingSecret)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > MaxAge)
        {
            return false;
        }

        var expected = Compute(signingSecret, timestamp, body);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    public static string Compute(string signingSecret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingSecret));
        hash.AppendData(Encoding.UTF8.GetBytes($"{Version}:{timestamp}:"));
        hash.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
