using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SlackAgents.Docker.Streams;

/// <summary>
/// A time as the engine writes it, in nanoseconds since 1970. .NET's own types count in steps of 100 ns, which is too
/// coarse to resume an output by.
/// </summary>
internal readonly record struct EngineTime(long Nanoseconds) : IComparable<EngineTime>
{
    private const long PerSecond = 1_000_000_000;

    /// <summary>Reads RFC 3339 with any number of fraction digits; engines write nine, Podman none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EngineTime time)
    {
        time = default;
        if (text.Length < 20 || !DateTime.TryParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole))
        {
            return false;
        }

        var rest = text[19..];
        var fraction = 0L;
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
            {
                return false;
            }

            fraction = long.Parse(rest.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            for (var i = digits; i < 9; i++)
            {
                fraction *= 10;
            }

            rest = rest[(digits + 1)..];
        }

        if (!TryParseZone(rest, out var zone))
        {
            return false;
        }

        var seconds = (whole.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond - (long)zone.TotalSeconds;
        // A hostile or broken engine may name any year; beyond 2262 the count would overflow.
        if (seconds is < 0 or > 9_000_000_000)
        {
            return false;
        }

        time = new EngineTime(seconds * PerSecond + fraction);
        return true;
    }

    public static bool operator <(EngineTime left, EngineTime right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(EngineTime left, EngineTime right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(EngineTime left, EngineTime right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(EngineTime left, EngineTime right) => left.Nanoseconds >= right.Nanoseconds;

    public EngineTime Minus(TimeSpan span) => new(Math.Max(0, Nanoseconds - span.Ticks * 100));

    /// <summary>The form of the query <c>since</c>.</summary>
    public string ToSince() => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds / PerSecond}.{Nanoseconds % PerSecond:D9}");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UnixEpoch.AddSeconds(Nanoseconds / PerSecond):yyyy-MM-dd'T'HH:mm:ss}.{Nanoseconds % PerSecond:D9}Z");

    public int CompareTo(EngineTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    [SuppressMessage("Globalization", "CA1307", Justification = "Single characters are compared by value.")]
    private static bool TryParseZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') ||
            !TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset))
        {
            return false;
        }

        zone = text[0] == '-' ? -offset : offset;
        return true;
    }
}
