using System.Text.Json;

namespace SlackAgents.Slack.Rendering.Validation;

/// <summary>What Slack takes inside blocks (docs.slack.dev/reference/block-kit/block-elements).</summary>
internal static class ElementRules
{
    private const int MaxOptions = 100;
    private const int OptionText = 75;
    private const int OptionValue = 150;

    /// <summary>Elements of <c>actions</c>; <c>input</c> takes some of them and more.</summary>
    public static void Check(PayloadCheck check, string pointer, JsonElement element)
    {
        var type = PayloadCheck.TypeOf(element);
        switch (type)
        {
            case "button":
                Button(check, pointer, element);
                break;
            case "static_select" or "multi_static_select":
                check.ActionId(pointer, element);
                Placeholder(check, pointer, element);
                OptionsOrGroups(check, pointer, element);
                InitialOption(check, pointer, element);
                break;
            case "external_select" or "multi_external_select":
                check.ActionId(pointer, element);
                Placeholder(check, pointer, element);
                InitialOption(check, pointer, element);
                break;
            case "users_select" or "conversations_select" or "channels_select" or "multi_users_select" or "multi_conversations_select" or "multi_channels_select"
                or "datepicker" or "timepicker" or "datetimepicker":
                check.ActionId(pointer, element);
                Placeholder(check, pointer, element);
                break;
            case "overflow":
                check.ActionId(pointer, element);
                Options(check, pointer, element, 1, 5);
                break;
            case "radio_buttons" or "checkboxes":
                check.ActionId(pointer, element);
                Options(check, pointer, element, 1, 10);
                break;
            case "plain_text_input":
                check.ActionId(pointer, element);
                Placeholder(check, pointer, element);
                PlainInput(check, pointer, element);
                break;
            case "number_input" or "email_text_input" or "url_text_input" or "rich_text_input":
                check.ActionId(pointer, element);
                Placeholder(check, pointer, element);
                break;
            case "file_input":
                check.ActionId(pointer, element);
                Range(check, pointer, element, "max_files", 1, 10);
                break;
            case "workflow_button" or "image":
                break;
            default:
                check.Add(pointer, $"is no element that is known: {type ?? "without a type"}");
                break;
        }

        Confirm(check, pointer, element);
    }

    public static void Button(PayloadCheck check, string pointer, JsonElement button)
    {
        check.ActionId(pointer, button);
        check.TextObject(pointer, button, "text", BlockLimits.ButtonText, plain: true);
        check.Text(pointer, button, "value", BlockLimits.ButtonValue, required: false);
        check.Text(pointer, button, "url", BlockLimits.ButtonUrl, required: false);
        check.Text(pointer, button, "accessibility_label", 75, required: false);
        if (button.TryGetProperty("style", out var style) && style.GetString() is not ("primary" or "danger"))
        {
            check.Add($"{pointer}/style", "is neither primary nor danger");
        }

        if (button.TryGetProperty("url", out var url) && (!Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            check.Add($"{pointer}/url", "is no web address");
        }
    }

    /// <summary><c>feedback_buttons</c> and <c>icon_button</c> (docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element).</summary>
    public static void ContextAction(PayloadCheck check, string pointer, JsonElement element)
    {
        switch (PayloadCheck.TypeOf(element))
        {
            case "feedback_buttons":
                check.ActionId(pointer, element);
                foreach (var name in (string[])["positive_button", "negative_button"])
                {
                    if (!element.TryGetProperty(name, out var button))
                    {
                        check.Add(pointer, $"{name} is missing");
                        continue;
                    }

                    check.TextObject($"{pointer}/{name}", button, "text", BlockLimits.ButtonText, plain: true);
                    check.Text($"{pointer}/{name}", button, "value", BlockLimits.ButtonValue);
                }

                break;
            case "icon_button":
                check.ActionId(pointer, element);
                check.TextObject(pointer, element, "text", BlockLimits.ButtonText, plain: true);
                break;
            default:
                check.Add(pointer, "is neither feedback_buttons nor icon_button");
                break;
        }
    }

    /// <summary>Options of a menu, or the answer to <c>block_suggestion</c>.</summary>
    public static void OptionsOrGroups(PayloadCheck check, string pointer, JsonElement owner)
    {
        if (!owner.TryGetProperty("option_groups", out _))
        {
            Options(check, pointer, owner, 0, MaxOptions);
            return;
        }

        foreach (var (place, group) in check.Items(pointer, owner, "option_groups", 1, MaxOptions))
        {
            check.TextObject(place, group, "label", 75, plain: true);
            Options(check, place, group, 1, MaxOptions);
        }
    }

    private static void Options(PayloadCheck check, string pointer, JsonElement owner, int least, int most)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, option) in check.Items(pointer, owner, "options", least, most))
        {
            Option(check, place, option);
            if (option.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.String && !values.Add(value.GetString()!))
            {
                check.Add($"{place}/value", "is there twice");
            }
        }
    }

    private static void Option(PayloadCheck check, string pointer, JsonElement option)
    {
        check.TextObject(pointer, option, "text", OptionText, plain: false);
        check.Text(pointer, option, "value", OptionValue);
        check.TextObject(pointer, option, "description", 75, plain: false, required: false);
    }

    private static void InitialOption(PayloadCheck check, string pointer, JsonElement element)
    {
        if (element.TryGetProperty("initial_option", out var option))
        {
            Option(check, $"{pointer}/initial_option", option);
        }
    }

    private static void Placeholder(PayloadCheck check, string pointer, JsonElement element) =>
        check.TextObject(pointer, element, "placeholder", BlockLimits.Placeholder, plain: true, required: false);

    private static void PlainInput(PayloadCheck check, string pointer, JsonElement element)
    {
        Range(check, pointer, element, "min_length", 0, 3_000);
        Range(check, pointer, element, "max_length", 1, 3_000);
        if (element.TryGetProperty("initial_value", out var initial) && initial.GetString() is { } text
            && text.Length > (element.TryGetProperty("max_length", out var most) ? most.GetInt32() : 3_000))
        {
            check.Add($"{pointer}/initial_value", "is longer than the field takes");
        }
    }

    private static void Range(PayloadCheck check, string pointer, JsonElement element, string name, int least, int most)
    {
        if (element.TryGetProperty(name, out var value) && (!value.TryGetInt32(out var number) || number < least || number > most))
        {
            check.Add($"{pointer}/{name}", $"is not between {least} and {most}");
        }
    }

    private static void Confirm(PayloadCheck check, string pointer, JsonElement element)
    {
        if (!element.TryGetProperty("confirm", out var confirm))
        {
            return;
        }

        check.TextObject($"{pointer}/confirm", confirm, "title", 100, plain: true);
        check.TextObject($"{pointer}/confirm", confirm, "text", 300, plain: false);
        check.TextObject($"{pointer}/confirm", confirm, "confirm", 30, plain: true);
        check.TextObject($"{pointer}/confirm", confirm, "deny", 30, plain: true);
    }
}
