using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Links to the trace page of one run. The link is the permission: it names the run, the moment it ends and the run's
/// generation of links, all signed with HMAC-SHA256, so it cannot be stretched, moved to another run, or outlive a
/// revocation, which raises the run's generation.
/// </summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="baseAddress">Where people reach the web pages, with a slash at its end; asked each time, since a port may be known only after the start.</param>
/// <param name="lifetime">How long a fresh link is good for. Ends are rounded up to the hour, so a card's link does not change with each redraw.</param>
internal sealed class TraceLinks(byte[] key, Func<Uri> baseAddress, TimeSpan lifetime, TimeProvider timeProvider)
{
    /// <summary>Name of the query parameter that carries the token.</summary>
    public const string Parameter = "t";

    /// <summary>20 digits, 10 digits, 43 characters of signature and two dots: anything longer is not worth reading.</summary>
    private const int MaxLength = 76;

    private const long HourSeconds = 3600;

    /// <summary>A link to the page of a run.</summary>
    /// <param name="generation">The run's present generation of links.</param>
    public Uri Create(RunId run, int generation) => new(baseAddress(), $"runs/{run}?{Parameter}={CreateToken(run, generation)}");

    /// <summary>The token of such a link.</summary>
    public string CreateToken(RunId run, int generation = 0)
    {
        var end = (timeProvider.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var rounded = (end + HourSeconds - 1) / HourSeconds * HourSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{rounded}.{generation}.{Base64Url.EncodeToString(Sign(Words(run, rounded, generation)))}");
    }

    /// <summary>What a token says, without asking whether it was revoked meanwhile. Takes the same time for every wrong signature.</summary>
    public TraceLinkReading Read(RunId run, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return new TraceLinkReading(TraceLinkVerdict.Missing);
        }

        if (token.Length > MaxLength || Parse(run, token) is not { } claim || !IsSigned(claim))
        {
            return new TraceLinkReading(TraceLinkVerdict.Invalid);
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return claim.End > now && claim.End <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new TraceLinkReading(TraceLinkVerdict.Valid, claim.Generation, DateTimeOffset.FromUnixTimeSeconds(claim.End))
            : new TraceLinkReading(TraceLinkVerdict.Expired, claim.Generation);
    }

    /// <summary>Whether a token opens the page of this run.</summary>
    /// <param name="generation">The run's present generation of links.</param>
    public TraceLinkVerdict Validate(RunId run, string? token, int generation)
    {
        var reading = Read(run, token);
        return reading.Verdict is TraceLinkVerdict.Valid && reading.Generation != generation ? TraceLinkVerdict.Revoked : reading.Verdict;
    }

    private static Claim? Parse(RunId run, string token)
    {
        var parts = token.Split('.');
        if (parts.Length is not (2 or 3) || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var end))
        {
            return null;
        }

        if (parts.Length == 2)
        {
            // Links that were handed out before they could be revoked. They count as the first generation.
            return new Claim(end, 0, parts[1], string.Create(CultureInfo.InvariantCulture, $"trace-link/1\n{run}\n{end}"));
        }

        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new Claim(end, generation, parts[2], Words(run, end, generation))
            : null;
    }

    private bool IsSigned(Claim claim)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        return claim.Signature.Length <= 44
            && Base64Url.DecodeFromChars(claim.Signature, signature, out _, out var written) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(signature[..written], Sign(claim.Words));
    }

    private static string Words(RunId run, long end, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"trace-link/2\n{run}\n{end}\n{generation}");

    private byte[] Sign(string words) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(words));

    /// <param name="Words">What has to be signed.</param>
    private sealed record Claim(long End, int Generation, string Signature, string Words);
}
