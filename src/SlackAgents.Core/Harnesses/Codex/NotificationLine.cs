using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>Notifications beside the items: the turn, its plan, tokens, retries, warnings.</summary>
internal static partial class NotificationLine
{
    private const int MaxSteps = 200;
    private const int MaxStepText = 500;

    public static HarnessEvent Read(string method, JsonElement root, string line)
    {
        var parameters = root.Member("params") ?? default;
        return method switch
        {
            "turn/started" => TurnEvent(parameters, "started"),
            "turn/completed" => TurnEvent(parameters, "completed"),
            "thread/tokenUsage/updated" => Usage(parameters),
            _ => new HarnessEvent(Of(method, parameters), CodexKey.OfLine(root, line)),
        };
    }

    private static TraceEvent Of(string method, JsonElement parameters) => method switch
    {
        "error" => Failure(parameters),
        "turn/plan/updated" => new TodoEvent([.. parameters.Items("plan").Take(MaxSteps).Select(Step)]),
        "warning" or "guardianWarning" => Notice("warning", parameters.Text("message")),
        "configWarning" or "deprecationNotice" => Notice("warning", parameters.Text("summary")),
        "model/rerouted" => Notice("model", $"{parameters.Text("fromModel")} → {parameters.Text("toModel")}: {parameters.Text("reason")}"),
        "model/verification" or "model/safetyBuffering/updated" => Notice("model", method),
        "mcpServer/startupStatus/updated" => Notice("mcp_server", $"{parameters.Text("name")}: {parameters.Text("status")} {parameters.Text("error")}".TrimEnd()),
        "item/mcpToolCall/progress" => Notice("tool_progress", parameters.Text("message")),
        "thread/compacted" => Notice("compacted", "The conversation was summarised to fit the model's window."),
        "thread/status/changed" => Notice("thread_status", parameters.Member("status")?.Text("type")),
        "thread/started" => Notice("thread", parameters.Member("thread")?.Text("id")),
        "modelProvider/authRecoveryStarted" or "modelProvider/authRecoveryCompleted" => Notice("auth", parameters.Text("message")),
        "hook/started" or "hook/completed" => Notice("hook", parameters.Member("run")?.Text("status")),
        _ when IsPiece(method) => Notice("piece", method),
        _ when IsQuiet(method) => Notice("codex", method),
        _ => new UnknownEvent(CodexReader.Source, BoundedText.Name(method)),
    };

    private static bool IsPiece(string method) =>
        method.StartsWith("item/", StringComparison.Ordinal) && (method.EndsWith("elta", StringComparison.Ordinal) || method is "item/reasoning/summaryPartAdded" or "item/fileChange/patchUpdated" or "item/commandExecution/terminalInteraction");

    // Housekeeping that says nothing about the work.
    private static bool IsQuiet(string method) => method is "serverRequest/resolved" or "skills/changed" or "fs/changed" or "turn/diff/updated" or "turn/moderationMetadata"
        || Prefixes.Any(prefix => method.StartsWith(prefix, StringComparison.Ordinal));

    private static readonly string[] Prefixes = ["thread/", "account/", "app/", "remoteControl/", "project/", "process/", "command/", "item/autoApprovalReview/", "autoApprovalReview/"];

    private static HarnessEvent TurnEvent(JsonElement parameters, string what)
    {
        var turn = parameters.Member("turn");
        var status = turn?.Text("status") ?? what;
        var text = string.Equals(what, "started", StringComparison.Ordinal)
            ? "The turn begins."
            : turn?.Member("error")?.Text("message") is { } error ? $"The turn ends: {status}. {error}" : $"The turn ends: {status}.";
        return new HarnessEvent(Notice("turn", text), CodexKey.OfTurn(turn?.Text("id"), what));
    }

    // Of the call, not of the thread: "last", where "total" goes back to the thread's first turn. Codex counts the cached
    // tokens among the input. A resumed thread repeats its last count, which has the same name and is stored once.
    private static HarnessEvent Usage(JsonElement parameters)
    {
        var usage = parameters.Member("tokenUsage");
        var last = usage?.Member("last");
        var cached = Tokens(last, "cachedInputTokens");
        var total = Tokens(usage?.Member("total"), "totalTokens").ToString(CultureInfo.InvariantCulture);
        return new HarnessEvent(
            new UsageEvent(Math.Max(0, Tokens(last, "inputTokens") - cached), cached, Tokens(last, "outputTokens"), null),
            CodexKey.OfTurn(parameters.Text("turnId"), $"usage:{total}"));
    }

    private static TraceEvent Failure(JsonElement parameters)
    {
        var error = CodexError.Read(parameters.Member("error"));
        if (parameters.Flag("willRetry") != true)
        {
            return new ErrorEvent(error.Kind, error.Cause);
        }

        var numbers = Attempts().Match(error.Message);
        return new RetryEvent(
            numbers.Success ? int.Parse(numbers.Groups["attempt"].ValueSpan, CultureInfo.InvariantCulture) : 0,
            numbers.Success ? int.Parse(numbers.Groups["most"].ValueSpan, CultureInfo.InvariantCulture) : null,
            DelayMilliseconds: null,
            error.Status,
            BoundedText.Name(error.Cause));
    }

    private static TodoItem Step(JsonElement step) => new(
        BoundedText.Cut(step.Text("step"), MaxStepText),
        step.Text("status") switch
        {
            "inProgress" or "in_progress" => "in_progress",
            "completed" => "completed",
            _ => "pending",
        });

    private static NoticeEvent Notice(string topic, string? text) => new(topic, BoundedText.Cut(text, CodexEvidence.MaxDetail));

    private static long Tokens(JsonElement? usage, string name) => Math.Clamp(usage?.Integer(name) ?? 0, 0, 1_000_000_000_000);

    [GeneratedRegex(@"\b(?<attempt>[0-9]{1,4})/(?<most>[0-9]{1,4})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attempts();
}
