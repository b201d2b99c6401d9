using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Apps;

/// <summary>Checks the JWT an app signs itself in with: RS256, who, and a life of ten minutes at most.</summary>
internal sealed class AppJwtVerifier(GitHubSettings settings, RSA key, TimeProvider time)
{
    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <returns>Why it is refused, in GitHub's words; null when it is good.</returns>
    public string? Problem(string jwt)
    {
        var parts = jwt.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims || header.Text("alg") != "RS256" || !IsSigned(parts))
        {
            return "A JSON web token could not be decoded";
        }

        if (claims.Text("iss") is not { } issuer || (issuer != settings.ClientId && issuer != settings.AppId.ToString(CultureInfo.InvariantCulture)))
        {
            return "Integration not found";
        }

        var now = time.GetUtcNow();
        if (Instant(claims, "iat") is not { } issued || issued > now + ClockSkew)
        {
            return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
        }

        if (Instant(claims, "exp") is not { } expires || expires <= now - ClockSkew)
        {
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
        }

        return expires > now + MaxLife + ClockSkew ? "'Expiration time' claim ('exp') is too far in the future" : null;
    }

    private bool IsSigned(string[] parts)
    {
        try
        {
            return key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonObject? Decode(string part)
    {
        try
        {
            return WireJson.ParseObject(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Instant(JsonObject claims, string name) =>
        claims[name] is JsonValue && long.TryParse(claims.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
