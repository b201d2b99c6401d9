using System.Text.Json;
using ModelContextProtocol.Protocol;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Tools;

/// <summary>The tools of the built-in server: what they are called, what they take, and whom they call.</summary>
internal static class BuiltInTools
{
    public const string Ask = McpOptions.AskTool;
    public const string Report = "report_progress";
    public const string Attach = "attach_file";

    private static readonly Tool[] Others =
    [
        Define(
            Report,
            "Report progress",
            "Shows people how far you are, in one line. Use it at milestones of long work, not for every step.",
            """
            {"type":"object","properties":{
              "text":{"type":"string","minLength":1,"maxLength":300,"description":"What you are doing now."},
              "percent":{"type":"number","minimum":0,"maximum":100,"description":"How much of the work is done."}},
             "required":["text"],"additionalProperties":false}
            """),
        Define(
            Attach,
            "Attach a file",
            "Sends a file of your workspace or home directory (a screenshot, a report, a log; not source code of the task) to the chat where the task was given.",
            """
            {"type":"object","properties":{
              "path":{"type":"string","minLength":1,"maxLength":1000,"description":"Path of the file, absolute or relative to the workspace."},
              "title":{"type":"string","maxLength":200,"description":"What it shows."}},
             "required":["path"],"additionalProperties":false}
            """),
    ];

    /// <summary>All tools, for an agent that knows the first by this name.</summary>
    public static IList<Tool> All(string ask) => [AskBy(ask), .. Others];

    public static async Task<ToolAnswer> CallAsync(IAgentTools tools, string ask, string name, IDictionary<string, JsonElement>? arguments, CancellationToken cancellationToken)
    {
        var given = arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        return (name == ask ? Ask : name) switch
        {
            Ask when Options(given) is not { } options => new ToolAnswer("options has to be a list of texts. Ask again with one, or without it.", IsError: true),
            Ask => await tools.AskAsync(new ToolQuestion(Text(given, "question") ?? string.Empty, Options(given)!, Flag(given, "allow_free_text") ?? true), cancellationToken),
            Report => await tools.ReportAsync(Text(given, "text") ?? string.Empty, Number(given, "percent"), cancellationToken),
            Attach => await tools.AttachAsync(Text(given, "path") ?? string.Empty, Text(given, "title"), cancellationToken),
            _ => new ToolAnswer($"There is no such tool. There are: {string.Join(", ", All(ask).Select(tool => tool.Name))}.", IsError: true),
        };
    }

    private static Tool AskBy(string name) =>
        Define(
            name,
            "Ask the user",
            "Asks the person who gave you this task, in their chat, and waits for the answer (up to half an hour). Ask only what you cannot decide sensibly yourself; one question at a time. Returns the answer and who gave it.",
            """
            {"type":"object","properties":{
              "question":{"type":"string","minLength":1,"maxLength":2000,"description":"The question, with what is needed to answer it. Markdown."},
              "options":{"type":"array","maxItems":5,"items":{"type":"string","minLength":1,"maxLength":75},"description":"Answers to choose from, one button each."},
              "allow_free_text":{"type":"boolean","default":true,"description":"Whether the answer may be something else than one of the options."}},
             "required":["question"],"additionalProperties":false}
            """);

    private static Tool Define(string name, string title, string description, string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return new Tool
        {
            Name = name,
            Title = title,
            Description = description,
            InputSchema = document.RootElement.Clone(),
            Annotations = new ToolAnnotations { Title = title, DestructiveHint = false, OpenWorldHint = true },
        };
    }

    private static string? Text(IDictionary<string, JsonElement> given, string name) =>
        given.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(IDictionary<string, JsonElement> given, string name) =>
        given.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    private static bool? Flag(IDictionary<string, JsonElement> given, string name) =>
        given.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    /// <summary>Null when there is something, and it is no list of texts.</summary>
    private static List<string>? Options(IDictionary<string, JsonElement> given)
    {
        if (!given.TryGetValue("options", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(option => option.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(option => option.GetString()!)]
            : null;
    }
}
