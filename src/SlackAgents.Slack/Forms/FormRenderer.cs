using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Forms;

/// <summary>
/// Draws a form as a modal (docs.slack.dev/surfaces/modals), inside Slack's limits whatever it holds. Everything in it is
/// plain text. A field's name is the id of its block and of its action, so an update keeps what was typed.
/// </summary>
internal static partial class FormRenderer
{
    public static JsonObject Render(Form form)
    {
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = form.Id.Length > ViewLimits.CallbackId ? form.Id[..ViewLimits.CallbackId] : form.Id,
            ["title"] = ViewText.Object(form.Title, ViewLimits.Title),
            ["close"] = ViewText.Object(form.Submit is null ? "Close" : "Cancel", ViewLimits.Title),
            // What does not fit would come back as something else.
            ["private_metadata"] = form.Context.Length > ViewLimits.PrivateMetadata ? string.Empty : form.Context,
            ["blocks"] = new JsonArray([.. form.Parts.Select(Block).OfType<JsonObject>().Take(BlockLimits.ViewBlocks)]),
        };
        if (form.Submit is not null || form.Parts.OfType<FormField>().Any())
        {
            // Slack refuses a modal that asks something and has no button for the answer.
            view["submit"] = ViewText.Object(form.Submit ?? string.Empty, ViewLimits.Title, "Send");
        }

        return view;
    }

    private static JsonObject? Block(FormPart part) => part switch
    {
        FormText text => Section(text.Text),
        ChoiceField choice when OptionObjects.Usable(choice.Choices).Count == 0 => Section($"{choice.Label}: there is nothing to choose from."),
        ChecksField checks when OptionObjects.Usable(checks.Choices).Count == 0 => Section($"{checks.Label}: there is nothing to choose from."),
        FormField field => Input(field, Element(field)),
        _ => throw new InvalidOperationException($"{part.GetType().Name} has no rendering."),
    };

    private static JsonObject? Section(string text) => BlockKitRenderer.IsEmpty(text)
        ? null
        : new JsonObject { ["type"] = "section", ["text"] = ViewText.Object(text, BlockLimits.SectionText) };

    private static JsonObject Input(FormField field, JsonObject element)
    {
        element["action_id"] = field.Name;
        var block = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Name,
            ["label"] = ViewText.Object(field.Label, ViewLimits.Label, field.Name),
            ["element"] = element,
            ["optional"] = field.Optional,
        };
        if (field.Hint is { } hint && !BlockKitRenderer.IsEmpty(hint))
        {
            block["hint"] = ViewText.Object(hint, ViewLimits.Label);
        }

        return block;
    }

    private static JsonObject Element(FormField field) => field switch
    {
        TextField text => TextInput(text),
        ChoiceField choice => StaticSelect(choice),
        SearchField search => ExternalSelect(search),
        ConversationField conversation => ConversationsSelect(conversation),
        ChecksField checks => SeveralOf(checks),
        _ => throw new InvalidOperationException($"{field.GetType().Name} has no rendering."),
    };

    private static JsonObject TextInput(TextField field)
    {
        var limit = Math.Clamp(field.MaxLength, 1, ViewLimits.TypedText);
        var element = new JsonObject { ["type"] = "plain_text_input", ["multiline"] = field.Multiline, ["max_length"] = limit };
        if (InitialText(field, limit) is { Length: > 0 } value)
        {
            element["initial_value"] = value;
        }

        return WithPlaceholder(element, field.Placeholder);
    }

    /// <summary>Comes back as it stands here, so nothing is put into it that the person did not write.</summary>
    private static string InitialText(TextField field, int limit)
    {
        var text = HiddenCharacters.Remove((field.Value ?? string.Empty).Replace("\r\n", "\n", StringComparison.Ordinal));
        text = field.Multiline ? text : text.Replace('\n', ' ');
        if (text.Length <= limit)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
    }

    private static JsonObject StaticSelect(ChoiceField field)
    {
        var choices = OptionObjects.Usable(field.Choices);
        var element = new JsonObject { ["type"] = "static_select", ["options"] = OptionObjects.Render(choices) };
        if (choices.FirstOrDefault(choice => choice.Value == field.Value) is { } selected)
        {
            element["initial_option"] = OptionObjects.Render(selected);
        }

        return element;
    }

    private static JsonObject ExternalSelect(SearchField field)
    {
        var element = new JsonObject { ["type"] = "external_select", ["min_query_length"] = 0 };
        if (field.Selected is { } selected && OptionObjects.IsUsable(selected))
        {
            element["initial_option"] = OptionObjects.Render(selected);
        }

        return WithPlaceholder(element, field.Placeholder);
    }

    private static JsonObject ConversationsSelect(ConversationField field)
    {
        var element = new JsonObject
        {
            ["type"] = "conversations_select",
            ["filter"] = new JsonObject { ["include"] = new JsonArray("public", "private", "im") },
        };
        if (field.Value is { } value && ConversationPattern().IsMatch(value))
        {
            element["initial_conversation"] = value;
        }

        return element;
    }

    private static JsonObject SeveralOf(ChecksField field)
    {
        var choices = OptionObjects.Usable(field.Choices);
        var element = new JsonObject { ["type"] = choices.Count > ViewLimits.Checkboxes ? "multi_static_select" : "checkboxes", ["options"] = OptionObjects.Render(choices) };
        var selected = choices.Where(choice => field.Values.Contains(choice.Value, StringComparer.Ordinal)).ToList();
        if (selected.Count > 0)
        {
            // An empty list is refused.
            element["initial_options"] = OptionObjects.Render(selected);
        }

        return element;
    }

    private static JsonObject WithPlaceholder(JsonObject element, string? placeholder)
    {
        if (placeholder is not null && !BlockKitRenderer.IsEmpty(placeholder))
        {
            element["placeholder"] = ViewText.Object(placeholder, BlockLimits.Placeholder);
        }

        return element;
    }

    [GeneratedRegex("^[CDGUW][A-Z0-9]{1,30}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConversationPattern();
}
