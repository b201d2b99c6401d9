using System.Text;
using System.Text.Json;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Messages;

/// <summary>
/// What the blocks of a message say, written as Slack writes text: escaped, people and links in angle brackets
/// (docs.slack.dev/reference/block-kit/blocks/rich-text-block). Needed where a message has blocks and no text.
/// </summary>
internal static class BlockText
{
    private const int MostCharacters = 40_000;
    private const int MostLevels = 6;

    public static string Of(JsonElement message)
    {
        var text = new StringBuilder();
        AppendAll(text, message, "blocks", 0);
        return text.ToString().Trim();
    }

    private static void AppendAll(StringBuilder text, JsonElement owner, string name, int level)
    {
        if (level > MostLevels || owner.ValueKind is not JsonValueKind.Object || !owner.TryGetProperty(name, out var items) || items.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        foreach (var item in items.EnumerateArray().TakeWhile(_ => text.Length < MostCharacters))
        {
            Append(text, item, level);
        }
    }

    private static void Append(StringBuilder text, JsonElement item, int level)
    {
        switch (item.Text("type"))
        {
            case "rich_text_section":
                AppendAll(text, item, "elements", level + 1);
                text.Append('\n');
                break;
            case "rich_text_list":
                AppendList(text, item, level);
                break;
            case "rich_text_preformatted":
                text.Append("```\n");
                AppendAll(text, item, "elements", level + 1);
                text.Append("\n```\n");
                break;
            case "rich_text_quote":
                text.Append("&gt; ");
                AppendAll(text, item, "elements", level + 1);
                text.Append('\n');
                break;
            case "section" or "header" or "markdown":
                AppendText(text, item);
                AppendFields(text, item);
                break;
            case "rich_text" or "context":
                AppendAll(text, item, "elements", level + 1);
                text.Append('\n');
                break;
            default:
                text.Append(Inline(item));
                break;
        }
    }

    private static void AppendList(StringBuilder text, JsonElement list, int level)
    {
        if (!list.TryGetProperty("elements", out var items) || items.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        foreach (var item in items.EnumerateArray().TakeWhile(_ => text.Length < MostCharacters))
        {
            text.Append("- ");
            Append(text, item, level + 1);
        }
    }

    /// <summary>A text is an object with a text, or in a Markdown block the text itself; mrkdwn is escaped already, the rest is not.</summary>
    private static void AppendText(StringBuilder text, JsonElement block)
    {
        var nested = block.Nested("text");
        if ((nested.Text("text") ?? block.Text("text")) is { } said)
        {
            text.Append(nested.Text("type") is "mrkdwn" ? said : Escape(said)).Append('\n');
        }
    }

    private static void AppendFields(StringBuilder text, JsonElement section)
    {
        if (section.TryGetProperty("fields", out var fields) && fields.ValueKind is JsonValueKind.Array)
        {
            foreach (var field in fields.EnumerateArray().Take(10))
            {
                text.Append(field.Text("type") is "mrkdwn" ? field.Text("text") : Escape(field.Text("text") ?? string.Empty)).Append('\n');
            }
        }
    }

    private static string Inline(JsonElement element) => element.Text("type") switch
    {
        "text" or "plain_text" => Escape(element.Text("text") ?? string.Empty),
        "mrkdwn" => element.Text("text") ?? string.Empty,
        "link" => Escape(element.Text("text") is { } label && label != element.Text("url") ? $"{label} ({element.Text("url")})" : element.Text("url") ?? string.Empty),
        "user" => $"<@{element.Text("user_id")}>",
        "channel" => $"<#{element.Text("channel_id")}>",
        "usergroup" => $"<!subteam^{element.Text("usergroup_id")}>",
        "broadcast" => $"<!{element.Text("range")}>",
        "emoji" => $":{element.Text("name")}:",
        "date" => Escape(element.Text("fallback") ?? string.Empty),
        _ => string.Empty,
    };

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
