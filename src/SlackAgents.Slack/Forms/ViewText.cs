using System.Text.Json.Nodes;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Forms;

/// <summary>Text of views: plain, without what hides or notifies, and short by an ellipsis, because the limits are tight.</summary>
internal static class ViewText
{
    private const char Ellipsis = '…';

    public static string Short(string text, int limit)
    {
        // Twice what is needed is read, so that a huge text costs nothing.
        var safe = SlackWriting.Plain(text.Length > limit * 4 ? text[..(limit * 4)] : text, int.MaxValue);
        if (safe.Length <= limit)
        {
            return safe;
        }

        var end = char.IsHighSurrogate(safe[limit - 2]) ? limit - 2 : limit - 1;
        return safe[..end] + Ellipsis;
    }

    /// <param name="instead">Stands where nothing visible is left: Slack refuses empty text.</param>
    public static JsonObject Object(string text, int limit, string instead = "–") => new()
    {
        ["type"] = "plain_text",
        ["text"] = Short(BlockKitRenderer.IsEmpty(text) ? instead : text, limit),
        ["emoji"] = false,
    };
}
