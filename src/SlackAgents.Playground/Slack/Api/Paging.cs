using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Cursor paging. docs.slack.dev/apis/web-api/pagination: the cursor is opaque and comes back empty on the last page.</summary>
internal static class Paging
{
    private const string Prefix = "next:";

    public static JsonObject Apply(SlackCall call, string field, IReadOnlyList<JsonObject> items, int defaultLimit, int maxLimit)
    {
        var limit = Limit(call, defaultLimit, maxLimit);
        var start = Start(call.Text("cursor"), items.Count);
        var page = items.Skip(start).Take(limit).ToList();
        var next = start + page.Count < items.Count ? Encode(start + page.Count) : string.Empty;
        return new JsonObject
        {
            [field] = page.ToJsonArray(),
            ["has_more"] = next.Length > 0,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
        };
    }

    private static int Limit(SlackCall call, int defaultLimit, int maxLimit)
    {
        if (string.IsNullOrEmpty(call.Text("limit")))
        {
            return defaultLimit;
        }

        var limit = call.Arguments.Number("limit");
        return limit is > 0 && limit <= maxLimit ? limit.Value : throw new SlackRefusalException("invalid_limit");
    }

    private static string Encode(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(Prefix + offset.ToString(CultureInfo.InvariantCulture)));

    private static int Start(string? cursor, int count)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[64];
        if (!Convert.TryFromBase64String(cursor, bytes, out var length))
        {
            throw new SlackRefusalException("invalid_cursor");
        }

        var text = Encoding.ASCII.GetString(bytes[..length]);
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= count
            ? offset
            : throw new SlackRefusalException("invalid_cursor");
    }
}
