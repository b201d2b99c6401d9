using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What an element's state looks like after a person entered or chose something. docs.slack.dev/reference/views: state.values</summary>
internal sealed class MenuState(WorkspaceDirectory directory, MenuState.FilesOf filesOf)
{
    public delegate IReadOnlyList<JsonObject> OfferedTo(MenuElement element);

    /// <summary>Finds uploaded files by id, as file objects.</summary>
    public delegate IReadOnlyList<JsonObject> FilesOf(IReadOnlyList<string> ids);

    /// <param name="chosen">Text, dates, ids or option values, by the kind of element; null leaves what the app set.</param>
    /// <exception cref="ArgumentException">A person could not enter that there.</exception>
    public JsonObject Of(MenuElement element, IReadOnlyList<string>? chosen, OfferedTo offered)
    {
        var state = new JsonObject { ["type"] = element.Type };
        var isMany = element.Type.StartsWith("multi_", StringComparison.Ordinal);
        switch (element.Type)
        {
            case "plain_text_input" or "email_text_input" or "url_text_input" or "number_input":
                state["value"] = Typed(element, chosen);
                break;
            case "static_select" or "external_select" or "radio_buttons" or "overflow":
                state["selected_option"] = Options(element, chosen, offered).FirstOrDefault()?.DeepClone();
                break;
            case "multi_static_select" or "multi_external_select" or "checkboxes":
                state["selected_options"] = Options(element, chosen, offered).Select(option => (JsonObject)option.DeepClone()).ToJsonArray();
                break;
            case "datepicker" or "timepicker":
                var name = element.Type == "datepicker" ? "date" : "time";
                state["selected_" + name] = chosen is null ? element.Node.Text("initial_" + name) : First(chosen);
                break;
            case "datetimepicker":
                state["selected_date_time"] = (chosen is null ? element.Node.Text("initial_date_time") : First(chosen)) is { } at ? long.Parse(at, CultureInfo.InvariantCulture) : null;
                break;
            case "file_input":
                state["files"] = filesOf(chosen ?? []).ToJsonArray();
                break;
            default:
                Ids(element, chosen, isMany, state);
                break;
        }

        return state;
    }

    private static string? First(IReadOnlyList<string> chosen) => chosen.Count == 0 ? null : chosen[0];

    private static string? Typed(MenuElement element, IReadOnlyList<string>? chosen)
    {
        var text = chosen is null ? element.Node.Text("initial_value") : string.Join('\n', chosen);
        if (text is { Length: > 0 } && (text.Length > (element.Node.Number("max_length") ?? 3000) || text.Length < (element.Node.Number("min_length") ?? 0)))
        {
            throw new ArgumentException($"{element.Label}: {text.Length} characters do not fit in.", nameof(chosen));
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static List<JsonObject> Options(MenuElement element, IReadOnlyList<string>? chosen, OfferedTo offered)
    {
        var initial = (element.Node.List("initial_options") ?? []).Append(element.Node.Child("initial_option")).OfType<JsonObject>().ToList();
        if (chosen is null)
        {
            return initial;
        }

        var all = element.Options.Concat(offered(element)).Concat(initial).ToList();
        return [.. chosen.Where(value => value.Length > 0).Select(value => all.Find(option => option.Text("value") == value) ?? all.Find(option => option.Child("text")?.Text("text") == value)
            ?? throw new ArgumentException($"{element.Label}: {value} is not offered; there are: {string.Join(", ", all.Select(option => option.Text("value")))}.", nameof(chosen)))];
    }

    private void Ids(MenuElement element, IReadOnlyList<string>? chosen, bool isMany, JsonObject state)
    {
        var kind = element.Type.Replace("multi_", string.Empty, StringComparison.Ordinal) switch
        {
            "users_select" => "user",
            "conversations_select" => "conversation",
            "channels_select" => "channel",
            _ => throw new ArgumentException($"A {element.Type} cannot be filled in here.", nameof(element)),
        };
        var ids = (chosen?.Where(value => value.Length > 0) ?? Initial(element, kind)).Select(value => kind == "user" ? directory.Member(value).Id : directory.Channel(value).Id).ToList();
        if (isMany)
        {
            state[$"selected_{kind}s"] = ids.ToJsonArray();
        }
        else
        {
            state["selected_" + kind] = ids.Count == 0 ? null : ids[0];
        }
    }

    private static IEnumerable<string> Initial(MenuElement element, string kind) =>
        (element.Node.List($"initial_{kind}s") ?? []).Select(id => id!.ToString()).Concat(element.Node.Text("initial_" + kind) is { } single ? [single] : []);
}
