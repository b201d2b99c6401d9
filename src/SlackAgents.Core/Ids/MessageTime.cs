using System.Globalization;

namespace SlackAgents.Core.Ids;

/// <summary>When a Slack message was written: its <c>ts</c> is seconds since 1970 with six decimals (docs.slack.dev/messaging/retrieving-messages).</summary>
internal static class MessageTime
{
    private const decimal Latest = 253_402_300_799; // the last second that DateTimeOffset knows

    /// <summary>Null when it is no <c>ts</c>.</summary>
    public static DateTimeOffset? Of(string? ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= Latest
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
