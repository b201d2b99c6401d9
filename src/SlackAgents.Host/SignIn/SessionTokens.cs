using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// What a session cookie holds: who signed in and until when, signed with a key of this installation. It cannot be
/// changed, stretched or moved to another person.
/// </summary>
/// <param name="key">At least 32 bytes, for this purpose alone.</param>
internal sealed class SessionTokens(byte[] key, TimeProvider time)
{
    /// <summary>A working day; then one signs in again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int IdBytes = 16;
    private const int MaxLength = 256;

    public string Create(PersonId person)
    {
        if (!IsPlain(person.Team) || !IsPlain(person.User))
        {
            throw new ArgumentException("Slack's ids are letters and digits.", nameof(person));
        }

        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"1.{person.Team}.{person.User}.{end}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes))}");
        return $"{body}.{Sign(body)}";
    }

    /// <summary>Null when it is not ours, was changed, or is over.</summary>
    public Session? Read(string? token)
    {
        if (token is not { Length: > 0 and <= MaxLength }
            || token.LastIndexOf('.') is not (> 0 and var dot)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[(dot + 1)..]), Encoding.UTF8.GetBytes(Sign(token[..dot])))
            || token[..dot].Split('.') is not ["1", var team, var user, var seconds, var id]
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || time.GetUtcNow().ToUnixTimeSeconds() >= end)
        {
            return null;
        }

        return new Session(new PersonId(team, user), id, DateTimeOffset.FromUnixTimeSeconds(end));
    }

    public static bool IsPlain(string? id) => id is { Length: > 1 and <= 64 } && id.All(char.IsAsciiLetterOrDigit);

    private string Sign(string body) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"web-session:{body}")));
}
