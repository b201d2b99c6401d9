using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>What one types or picks in a form. docs.slack.dev/reference/block-kit/block-elements</summary>
internal static class InputRules
{
    private const int MaxText = 3000;

    public static void PlainText(Shape input)
    {
        input.Only("action_id", "placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load")
            .TextObject("placeholder", 150, plainOnly: true).Limit("initial_value", MaxText, min: 0);
        Between(input, "max_length", 1, MaxText);
        Between(input, "min_length", 0, MaxText);
        if (input.Node.Text("initial_value")?.Length > (input.Node.Number("max_length") ?? MaxText))
        {
            input.Problems.Add(input.Pointer + "/initial_value", "must be less than max_length characters");
        }

        Dispatch(input);
    }

    public static void Check(Shape input)
    {
        switch (input.Type)
        {
            case "email_text_input" or "url_text_input":
                input.Only("action_id", "placeholder", "initial_value", "dispatch_action_config", "focus_on_load").TextObject("placeholder", 150, plainOnly: true);
                Dispatch(input);
                break;
            case "number_input":
                input.Only("action_id", "placeholder", "initial_value", "is_decimal_allowed", "min_value", "max_value", "dispatch_action_config", "focus_on_load")
                    .Require("is_decimal_allowed").TextObject("placeholder", 150, plainOnly: true);
                Dispatch(input);
                break;
            case "datepicker":
                input.Only("action_id", "placeholder", "initial_date", "confirm", "focus_on_load").TextObject("placeholder", 150, plainOnly: true);
                break;
            case "timepicker":
                input.Only("action_id", "placeholder", "initial_time", "timezone", "confirm", "focus_on_load").TextObject("placeholder", 150, plainOnly: true);
                break;
            case "datetimepicker":
                input.Only("action_id", "initial_date_time", "confirm", "focus_on_load");
                break;
            case "file_input":
                input.Only("action_id", "filetypes", "max_files");
                Between(input, "max_files", 1, 10);
                break;
            default:
                input.TextObject("placeholder", 150, plainOnly: true);
                break;
        }
    }

    private static void Dispatch(Shape input)
    {
        if (input.At("dispatch_action_config") is { } config)
        {
            config.Only("trigger_actions_on");
        }
    }

    private static void Between(Shape input, string field, int min, int max)
    {
        if (input.Node.ContainsKey(field) && (input.Node.Number(field) is not { } number || number < min || number > max))
        {
            input.Problems.Add($"{input.Pointer}/{field}", $"must be between {min} and {max}");
        }
    }
}
