using System.Globalization;
using System.Text.Json;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Messages;

/// <summary>
/// Reads a thread with few calls. Slack gives threads oldest first (docs.slack.dev/reference/methods/conversations.replies);
/// of a very long one the end is looked for by time, by how dense it is on the whole.
/// </summary>
/// <param name="limit">Messages that are kept: the root, and the newest.</param>
internal sealed class ThreadPages(SlackApiClient client, string channel, string threadTs, string? untilTs, int limit)
{
    private const int PageSize = 200;
    private const int PagesInARow = 5;
    private const int MostJumps = 4;

    private readonly SortedList<string, JsonElement> _newest = new(StringComparer.Ordinal);
    private JsonElement? _root;
    private int _counted;

    /// <returns>Oldest first.</returns>
    public async Task<(IReadOnlyList<JsonElement> Messages, int Total)> ReadAsync(CancellationToken cancellationToken)
    {
        var whole = await ReadOnAsync(oldest: null, cancellationToken);
        var total = whole ? _counted + (_root is null ? 0 : 1) : Math.Max(_counted, RepliesOf(_root)) + 1;
        if (!whole)
        {
            await JumpToEndAsync(cancellationToken);
        }

        return (_root is { } root ? [root, .. _newest.Values] : [.. _newest.Values], total);
    }

    /// <returns>Whether the end was reached.</returns>
    private async Task<bool> ReadOnAsync(string? oldest, CancellationToken cancellationToken)
    {
        string? cursor = null;
        _counted = 0;
        for (var page = 0; page < PagesInARow; page++)
        {
            var answer = await client.Conversations.RepliesAsync(
                new RepliesQuery { Channel = channel, Ts = threadTs, Oldest = oldest, Latest = untilTs, Limit = PageSize, Cursor = cursor, IncludeAllMetadata = false },
                cancellationToken);
            foreach (var message in answer.Messages ?? [])
            {
                Keep(message);
            }

            cursor = answer.NextCursor;
            if (cursor is null)
            {
                return true;
            }
        }

        return false;
    }

    private void Keep(JsonElement message)
    {
        if (!SaidMessages.IsSaid(message) || message.Text("ts") is not { } ts || (untilTs is not null && string.CompareOrdinal(ts, untilTs) > 0))
        {
            return;
        }

        if (ts == threadTs)
        {
            _root = message; // it is on every page
            return;
        }

        _counted++;
        _newest[ts] = message;
        if (_newest.Count > Math.Max(0, limit - 1))
        {
            _newest.RemoveAt(0);
        }
    }

    private async Task JumpToEndAsync(CancellationToken cancellationToken)
    {
        var start = Seconds(threadTs);
        var end = Seconds(untilTs ?? _root?.Text("latest_reply")) is > 0 and var known ? known : start;
        var window = Math.Max(1, (end - start) * 4 * limit / Math.Max(1, RepliesOf(_root)));
        for (var jump = 0; jump < MostJumps && end > start; jump++)
        {
            // Only messages of one row without a gap: what was read before stands further back.
            _newest.Clear();
            var whole = await ReadOnAsync((end - window).ToString("0.000000", CultureInfo.InvariantCulture), cancellationToken);
            if (whole && (_counted >= limit - 1 || window >= end - start))
            {
                return;
            }

            window = whole ? Math.Min(window * 8, end - start) : Math.Max(1, window / 8);
        }
    }

    private static int RepliesOf(JsonElement? root) =>
        root is { } message && message.TryGetProperty("reply_count", out var count) && count.ValueKind is JsonValueKind.Number && count.TryGetInt32(out var number) ? number : 0;

    private static decimal Seconds(string? ts) => decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
}
