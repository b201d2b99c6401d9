namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>The elements of a rich_text block. docs.slack.dev/reference/block-kit/blocks/rich-text-block</summary>
internal static class RichTextRules
{
    public static void Container(Shape element)
    {
        switch (element.Type)
        {
            case "rich_text_section":
                element.Only("elements").Require("elements");
                element.Items("elements", 5000, min: 0).ToList().ForEach(Leaf);
                break;
            case "rich_text_quote":
                element.Only("elements", "border").Require("elements");
                element.Items("elements", 5000, min: 0).ToList().ForEach(Leaf);
                break;
            case "rich_text_preformatted":
                element.Only("elements", "border", "language").Require("elements");
                element.Items("elements", 5000, min: 0).ToList().ForEach(Leaf);
                break;
            case "rich_text_list":
                element.Only("elements", "style", "indent", "offset", "border").Require("elements", "style").OneOf("style", "bullet", "ordered");
                element.Items("elements", 1000, min: 0).ToList().ForEach(Container);
                break;
            default:
                element.Problems.Add(element.Pointer + "/type", $"unsupported type: {element.Type}");
                break;
        }
    }

    private static void Leaf(Shape leaf)
    {
        switch (leaf.Type)
        {
            case "text":
                leaf.Only("text", "style").Require("text").Limit("text", 40_000);
                break;
            case "link":
                leaf.Only("url", "text", "unsafe", "style").Require("url").Limit("url", 3000);
                TextRules.Url(leaf, "url");
                break;
            case "emoji":
                leaf.Only("name", "unicode", "skin_tone", "url", "style").Require("name");
                break;
            case "user":
                leaf.Only("user_id", "style").Require("user_id");
                break;
            case "channel":
                leaf.Only("channel_id", "style").Require("channel_id");
                break;
            case "usergroup":
                leaf.Only("usergroup_id", "style").Require("usergroup_id");
                break;
            case "broadcast":
                leaf.Only("range", "style").Require("range").OneOf("range", "here", "channel", "everyone");
                break;
            case "date":
                leaf.Only("timestamp", "format", "url", "fallback", "style").Require("timestamp", "format");
                break;
            case "color":
                leaf.Only("value", "style").Require("value");
                break;
            default:
                leaf.Problems.Add(leaf.Pointer + "/type", $"unsupported type: {leaf.Type}");
                break;
        }
    }
}
