using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What the client sends of a form: every input with what the person entered, or with what the app had put there.</summary>
internal static class FormFiller
{
    /// <param name="view">The view as the app sent it.</param>
    /// <param name="answers">By block id, action id or label.</param>
    /// <param name="mustBeWhole">Refuses a required field without an answer, as the client does before it submits.</param>
    /// <exception cref="ArgumentException">The client would not let a person enter that.</exception>
    public static JsonObject Fill(
        JsonObject view, IReadOnlyDictionary<string, IReadOnlyList<string>> answers, bool mustBeWhole, MenuState states, MenuState.OfferedTo offered)
    {
        var blocks = view.List("blocks") ?? [];
        var given = answers.ToDictionary(answer => MenuElement.Find(blocks, answer.Key), answer => answer.Value);
        var values = new JsonObject();
        foreach (var element in MenuElement.In(blocks).Where(element => element.IsInput || IsStateful(element.Type)))
        {
            var chosen = given.FirstOrDefault(answer => ReferenceEquals(answer.Key.Node, element.Node)).Value;
            var state = states.Of(element, chosen, offered);
            if (mustBeWhole && element is { IsInput: true, IsOptional: false } && IsEmpty(state))
            {
                throw new ArgumentException($"{element.Label} is required.", nameof(answers));
            }

            (values.Child(element.BlockId) ?? Put(values, element.BlockId))[element.ActionId] = state;
        }

        return values;
    }

    public static bool IsStateful(string type) =>
        type is "checkboxes" or "radio_buttons" or "datepicker" or "timepicker" or "datetimepicker" || type.EndsWith("_select", StringComparison.Ordinal);

    private static JsonObject Put(JsonObject values, string name)
    {
        var child = new JsonObject();
        values[name] = child;
        return child;
    }

    private static bool IsEmpty(JsonObject state) => state.All(field => field.Key == "type" || field.Value is null or JsonArray { Count: 0 });
}
