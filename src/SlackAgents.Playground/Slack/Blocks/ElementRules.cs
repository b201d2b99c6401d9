using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Interactive elements. docs.slack.dev/reference/block-kit/block-elements</summary>
internal static class ElementRules
{
    private static readonly string[] Selects =
    [
        "static_select", "external_select", "users_select", "conversations_select", "channels_select",
        "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select",
    ];

    private static readonly string[] InActions =
    [
        "button", "overflow", "datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons", .. Selects,
    ];

    private static readonly string[] InInputs =
    [
        "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input", "datepicker", "timepicker",
        "datetimepicker", "checkboxes", "radio_buttons", .. Selects,
    ];

    private static readonly string[] InSections = ["image", "workflow_button", .. InActions];

    public static void InActionsBlock(Shape element) => Check(element, InActions);

    public static void InInputBlock(Shape element) => Check(element, InInputs);

    public static void InSection(Shape element) => Check(element, InSections);

    public static void InContext(Shape element)
    {
        if (element.Type == "image")
        {
            Image(element);
        }
        else
        {
            TextRules.Check(element, 3000, plainOnly: false);
        }
    }

    public static void InContextActions(Shape element)
    {
        switch (element.Type)
        {
            case "feedback_buttons":
                element.Only("action_id", "positive_button", "negative_button").Require("positive_button", "negative_button").Limit("action_id", 255);
                Feedback(element.At("positive_button"));
                Feedback(element.At("negative_button"));
                break;
            case "icon_button":
                element.Only("action_id", "icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids")
                    .Require("icon", "text").Limit("action_id", 255).Limit("value", 2000).TextObject("text", 75, plainOnly: true);
                break;
            default:
                element.Problems.Add(element.Pointer + "/type", $"unsupported type: {element.Type}");
                break;
        }
    }

    private static void Check(Shape element, string[] allowed)
    {
        if (!allowed.Contains(element.Type))
        {
            element.Problems.Add(element.Pointer + "/type", $"unsupported type: {element.Type}");
            return;
        }

        element.Limit("action_id", 255);
        if (element.At("confirm") is { } confirm)
        {
            TextRules.Confirm(confirm);
        }

        switch (element.Type)
        {
            case "button":
                Button(element);
                break;
            case "image":
                Image(element);
                break;
            case "plain_text_input":
                InputRules.PlainText(element);
                break;
            case "overflow":
                element.Only("action_id", "options", "confirm").Require("options");
                OptionRules.All(element, "options", 5, plainOnly: true);
                break;
            case "checkboxes" or "radio_buttons":
                element.Only("action_id", "options", element.Type == "checkboxes" ? "initial_options" : "initial_option", "confirm", "focus_on_load").Require("options");
                OptionRules.All(element, "options", 10, plainOnly: false);
                OptionRules.Initial(element, element.Node.List("options") ?? []);
                break;
            case var menu when menu.EndsWith("_select", StringComparison.Ordinal):
                MenuRules.Check(element);
                break;
            default:
                InputRules.Check(element);
                break;
        }
    }

    private static void Feedback(Shape? button) => button?
        .Only("text", "value", "accessibility_label")
        .Require("text", "value")
        .TextObject("text", 75, plainOnly: true)
        .Limit("value", 2000)
        .Limit("accessibility_label", 75);

    private static void Button(Shape button)
    {
        button.Only("action_id", "text", "url", "value", "style", "confirm", "accessibility_label")
            .Require("text")
            .TextObject("text", 75, plainOnly: true)
            .Limit("value", 2000)
            .Limit("url", 3000)
            .Limit("accessibility_label", 75)
            .OneOf("style", "primary", "danger");
        TextRules.Url(button, "url");
    }

    private static void Image(Shape image)
    {
        image.Only("image_url", "alt_text", "slack_file").Require("alt_text").Limit("image_url", 3000).Limit("alt_text", 2000);
        TextRules.Url(image, "image_url");
    }
}
