using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>The method's answer is an error: carried to the one place that writes the body.</summary>
internal sealed class SlackRefusalException(string error, IReadOnlyList<string>? messages = null) : Exception
{
    public string Error => error;

    public override string Message => error;

    public JsonObject? Extra { get; init; }

    public static SlackRefusalException MissingScope(IReadOnlyList<string> needed, IReadOnlyList<string> provided) => new("missing_scope")
    {
        Extra = new JsonObject { ["needed"] = string.Join(',', needed), ["provided"] = string.Join(',', provided) },
    };

    public JsonObject ToBody()
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = error };
        foreach (var (name, value) in Extra ?? [])
        {
            body[name] = value?.DeepClone();
        }

        if (messages is { Count: > 0 })
        {
            body["response_metadata"] = new JsonObject { ["messages"] = messages.ToJsonArray() };
        }

        return body;
    }
}
