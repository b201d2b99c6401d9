using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Text objects and confirmation dialogs. docs.slack.dev/reference/block-kit/composition-objects</summary>
internal static class TextRules
{
    public static void Check(Shape text, int max, bool plainOnly)
    {
        text.Require("type", "text").Limit("text", max);
        switch (text.Type)
        {
            case "plain_text":
                text.Only("text", "emoji");
                break;
            case "mrkdwn" when !plainOnly:
                text.Only("text", "verbatim");
                break;
            case "mrkdwn":
                text.Problems.Add(text.Pointer + "/type", "must be plain_text");
                break;
            default:
                text.Problems.Add(text.Pointer + "/type", $"unsupported type: {text.Type}");
                break;
        }
    }

    public static void Confirm(Shape dialog) => dialog
        .Only("title", "text", "confirm", "deny", "style")
        .Require("title", "text", "confirm", "deny")
        .TextObject("title", 100, plainOnly: true)
        .TextObject("text", 300)
        .TextObject("confirm", 30, plainOnly: true)
        .TextObject("deny", 30, plainOnly: true)
        .OneOf("style", "primary", "danger");

    public static void Url(Shape element, string field)
    {
        var value = element.Node.Text(field);
        if (value is not null && !(Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "slack" or "mailto"))
        {
            element.Problems.Add($"{element.Pointer}/{field}", "must be a valid URL");
        }
    }
}
