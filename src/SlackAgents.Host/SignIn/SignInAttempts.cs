using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// What a browser keeps between leaving for Slack and coming back: signed, for ten minutes. Only the browser that began
/// brings the end, so nobody is signed in as somebody else; beginning writes nothing, since anybody may begin.
/// </summary>
/// <param name="key">At least 32 bytes, for this purpose alone.</param>
internal sealed class SignInAttempts(byte[] key, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int RandomBytes = 32;
    private const int MaxLength = 1024;

    public static SignInAttempt Begin(string? wanted) => new(RandomText(), RandomText(), ReturnPath.Read(wanted));

    /// <summary>For the cookie.</summary>
    public string Seal(SignInAttempt attempt)
    {
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"{attempt.State}.{attempt.Nonce}.{until}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(attempt.Return))}");
        return $"{body}.{Sign(body)}";
    }

    /// <summary>Null when the cookie is not ours, is too old, or belongs to another way than this state.</summary>
    public SignInAttempt? Open(string? cookie, string? state)
    {
        if (cookie is not { Length: > 0 and <= MaxLength } || state is not { Length: > 0 and <= MaxLength }
            || cookie.LastIndexOf('.') is not (> 0 and var dot)
            || !IsSame(cookie[(dot + 1)..], Sign(cookie[..dot]))
            || cookie[..dot].Split('.') is not [var kept, var nonce, var until, var way]
            || !IsSame(kept, state)
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || time.GetUtcNow().ToUnixTimeSeconds() >= seconds)
        {
            return null;
        }

        return new SignInAttempt(kept, nonce, ReturnPath.Read(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(way))));
    }

    public static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string Sign(string body) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"web-sign-in:{body}")));
}
