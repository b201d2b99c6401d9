using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>Answers to the driver's requests: the thread that was started or resumed, acknowledgements, refusals.</summary>
internal static class AnswerLine
{
    public static HarnessEvent Read(JsonElement root, string line)
    {
        if (root.Member("error") is { ValueKind: JsonValueKind.Object } error)
        {
            return new HarnessEvent(new NoticeEvent("refused", BoundedText.Cut(error.Text("message"), CodexEvidence.MaxDetail)), null);
        }

        if (root.Member("result") is not { } result)
        {
            return new HarnessEvent(new UnknownEvent(CodexReader.Source, BoundedText.Name(root.Text("type") ?? "untyped")), null);
        }

        return result.Member("thread") is { ValueKind: JsonValueKind.Object } thread
            ? new HarnessEvent(Session(result, thread), CodexKey.Digest(line))
            : new HarnessEvent(new NoticeEvent("answer", $"Request {Id(root)} was taken."), null);
    }

    private static SessionEvent Session(JsonElement result, JsonElement thread) => new(
        BoundedText.Name(thread.Text("id")),
        (result.Text("model") ?? thread.Text("model")) is { } model ? BoundedText.Name(model) : null,
        thread.Text("cliVersion") is { } version ? BoundedText.Name(version) : null);

    private static string Id(JsonElement root) =>
        root.Integer("id")?.ToString(CultureInfo.InvariantCulture) ?? BoundedText.Name(root.Text("id"));
}
