using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Links to the trace page of one run. The link is the permission: it names the run and the moment it ends, both
/// signed with HMAC-SHA256, so it cannot be stretched or moved to another run.
/// </summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="baseAddress">Where people reach the web pages, with a slash at its end; asked each time, since a port may be known only after the start.</param>
/// <param name="lifetime">How long a fresh link is good for. Ends are rounded up to the hour, so a card's link does not change with each redraw.</param>
internal sealed class TraceLinks(byte[] key, Func<Uri> baseAddress, TimeSpan lifetime, TimeProvider timeProvider)
{
    /// <summary>Name of the query parameter that carries the token.</summary>
    public const string Parameter = "t";

    private const long HourSeconds = 3600;

    /// <summary>A link to the page of a run.</summary>
    public Uri Create(RunId run) => new(baseAddress(), $"runs/{run}?{Parameter}={CreateToken(run)}");

    /// <summary>The token of such a link.</summary>
    public string CreateToken(RunId run)
    {
        var end = (timeProvider.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var rounded = (end + HourSeconds - 1) / HourSeconds * HourSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{rounded}.{Base64Url.EncodeToString(Sign(run, rounded))}");
    }

    /// <summary>Whether a token opens the page of this run. Takes the same time for every wrong signature.</summary>
    public TraceLinkVerdict Validate(RunId run, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return TraceLinkVerdict.Missing;
        }

        // 20 digits and a dot, and 43 characters of signature: anything longer is not worth reading.
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        if (token.Length > 64
            || dot <= 0
            || !long.TryParse(token.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || Base64Url.DecodeFromChars(token.AsSpan(dot + 1), signature, out _, out var written) != OperationStatus.Done
            || !CryptographicOperations.FixedTimeEquals(signature[..written], Sign(run, end)))
        {
            return TraceLinkVerdict.Invalid;
        }

        return timeProvider.GetUtcNow().ToUnixTimeSeconds() < end ? TraceLinkVerdict.Valid : TraceLinkVerdict.Expired;
    }

    private byte[] Sign(RunId run, long end) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"trace-link/1\n{run}\n{end}")));
}
