using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary><c>item/completed</c>: the whole of a message, a thought, or a tool's result.</summary>
internal static class CompletedItem
{
    /// <summary>File changes that one item may become.</summary>
    public const int MaxFiles = 200;

    private const string Stage = "completed";

    public static IReadOnlyList<HarnessEvent> Read(JsonElement root, string promptId)
    {
        var item = root.Member("params")?.Member("item") ?? default;
        var key = CodexKey.OfItem(root, Stage);
        return item.Text("type") switch
        {
            "userMessage" => [Prompt(item, promptId, key)],
            "fileChange" => [.. FileChange(item, key)],
            var type => [new HarnessEvent(One(item, type), key)],
        };
    }

    private static TraceEvent One(JsonElement item, string? type) => type switch
    {
        "agentMessage" => new TextEvent(BoundedText.Cut(item.Text("text"))),
        "reasoning" => new ThinkingEvent(BoundedText.Cut(Joined(item, "summary") is { Length: > 0 } summary ? summary : Joined(item, "content"))),
        "plan" => new NoticeEvent("plan", BoundedText.Cut(item.Text("text"))),
        "imageView" => new NoticeEvent("image", BoundedText.Name(item.Text("path"))),
        "imageGeneration" => new NoticeEvent("image", "An image was made."),
        "contextCompaction" => new NoticeEvent("compacted", "The conversation was summarised to fit the model's window."),
        "subAgentActivity" => new NoticeEvent("subagent", BoundedText.Name($"{item.Text("agentPath")} {item.Text("kind")}")),
        "hookPrompt" => new NoticeEvent("hook", BoundedText.Cut(string.Join('\n', item.Items("fragments").Take(MaxFiles).Select(fragment => fragment.Text("text"))))),
        "functionCallOutput" => new NoticeEvent("output", BoundedText.Name(item.Text("name"))),
        "enteredReviewMode" or "exitedReviewMode" => new NoticeEvent("review", BoundedText.Cut(item.Text("review"))),
        "sleep" => new NoticeEvent("sleep", string.Create(CultureInfo.InvariantCulture, $"{item.Integer("durationMs") ?? 0} ms")),
        not null when CodexTool.IsTool(type) => CodexTool.ResultOf(item, type),
        _ => new UnknownEvent(CodexReader.Source, BoundedText.Name($"item/{type}")),
    };

    // The first prompt is on record by the driver's own line; so is one that came too late for the turn it was meant for.
    private static HarnessEvent Prompt(JsonElement item, string promptId, string? key)
    {
        var text = string.Join('\n', item.Items("content").Take(MaxFiles).Select(part => part.Text("text") ?? $"[{part.Text("type") ?? "part"}]"));
        if (item.Text("clientId") is not { Length: > 0 } client)
        {
            return new HarnessEvent(new PromptEvent(BoundedText.Cut(text), null, null), key);
        }

        return string.Equals(client, promptId, StringComparison.OrdinalIgnoreCase)
            ? new HarnessEvent(new NoticeEvent("prompt_receipt", BoundedText.Name(client)), key)
            : new HarnessEvent(new PromptEvent(BoundedText.Cut(text), null, BoundedText.Name(client)), $"driver:{BoundedText.Name(client)}:prompt");
    }

    private static IEnumerable<HarnessEvent> FileChange(JsonElement item, string? key)
    {
        yield return new HarnessEvent(CodexTool.ResultOf(item, "fileChange"), key);
        if (item.Text("status") is not "completed")
        {
            yield break;
        }

        var index = 0;
        foreach (var change in item.Items("changes").Take(MaxFiles))
        {
            var suffix = (index++).ToString(CultureInfo.InvariantCulture);
            yield return new HarnessEvent(CodexChange.Read(change, BoundedText.Name(item.Text("id"))), key is null ? null : $"{key}:{suffix}");
        }
    }

    private static string Joined(JsonElement item, string name) =>
        string.Join("\n\n", item.Items(name).Take(MaxFiles).Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : part.Text("text")).Where(text => !string.IsNullOrWhiteSpace(text)));
}
