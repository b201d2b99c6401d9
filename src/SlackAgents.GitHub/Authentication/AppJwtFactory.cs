using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SlackAgents.GitHub.Authentication;

/// <summary>
/// Makes the tokens with which the App speaks for itself (docs.github.com, "Generating a JSON Web Token (JWT) for a
/// GitHub App"): RS256, issued a minute ago against drifting clocks, valid for less than the ten minutes that are allowed.
/// </summary>
internal sealed class AppJwtFactory(IOptions<GitHubOptions> options, AppPrivateKey key, TimeProvider time)
{
    private static readonly string Header = Encode(Encoding.UTF8.GetBytes("""{"alg":"RS256","typ":"JWT"}"""));

    /// <summary>How far GitHub's clock is ahead of ours, in ticks; atomically read and written.</summary>
    private long _skew;

    public string Create()
    {
        var now = (time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _skew))).ToUnixTimeSeconds();
        var issuer = JsonEncodedText.Encode(options.Value.AppId);
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iat":{{now - 60}},"exp":{{now + 540}},"iss":"{{issuer}}"}""");
        var signed = $"{Header}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Takes over GitHub's time from the <c>Date</c> header of an answer.</summary>
    /// <returns>True when the clocks differ so much that it can be why a token was refused.</returns>
    public bool Adjust(DateTimeOffset date)
    {
        var skew = date - time.GetUtcNow();
        var moved = (skew - TimeSpan.FromTicks(Interlocked.Exchange(ref _skew, skew.Ticks))).Duration();
        return moved > TimeSpan.FromSeconds(10);
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
