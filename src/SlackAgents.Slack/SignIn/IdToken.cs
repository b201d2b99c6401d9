using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Ids;

namespace SlackAgents.Slack.SignIn;

/// <summary>
/// The token about who signed in, a JWT. It comes straight from Slack over TLS, for our client secret, never through the
/// browser; OpenID Connect Core, 3.1.3.7 (6), lets the connection stand for the signature then. Its claims are checked all the same.
/// </summary>
internal static class IdToken
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>Null when it is not for this sign-in.</summary>
    public static PersonId? Read(string? token, IdTokenExpectation expected) =>
        Payload(token) is { } claims && IsFor(claims, expected)
        && Text(claims, "https://slack.com/team_id") is { } team && IsId(team)
        && Text(claims, "https://slack.com/user_id") is { } user && IsId(user)
            ? new PersonId(team, user)
            : null;

    private static bool IsFor(JsonElement claims, IdTokenExpectation expected) =>
        expected.Issuers.Contains(Text(claims, "iss"), StringComparer.Ordinal)
        && IsAudience(claims, expected.Audience)
        && Seconds(claims, "exp") is { } end && end > (expected.Now - Tolerance).ToUnixTimeSeconds()
        && (Seconds(claims, "iat") is not { } issued || issued < (expected.Now + Tolerance).ToUnixTimeSeconds())
        && Text(claims, "nonce") is { Length: > 0 } nonce
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected.Nonce));

    /// <summary>A token for several is for none: nothing says which of them asked (3.1.3.7, 3 to 5).</summary>
    private static bool IsAudience(JsonElement claims, string audience) =>
        claims.TryGetProperty("aud", out var named)
        && (named.ValueKind is JsonValueKind.Array ? named.GetArrayLength() == 1 && named[0].ValueKind is JsonValueKind.String && named[0].GetString() == audience
            : named.ValueKind is JsonValueKind.String && named.GetString() == audience);

    private static JsonElement? Payload(string? token)
    {
        if (token is not { Length: > 0 and <= MaxLength } || token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null; // as good as none
        }
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var seconds) ? seconds : null;

    private static bool IsId(string id) => id.Length is > 1 and <= 64 && id.All(char.IsAsciiLetterOrDigit);
}
