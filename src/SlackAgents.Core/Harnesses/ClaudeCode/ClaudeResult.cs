using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// A <c>result</c> line. <c>subtype</c> alone says nothing: an API failure is <c>success</c> with <c>is_error</c>, and a
/// turn that was broken off for a more urgent message is <c>success</c> without it; only <c>terminal_reason</c> tells.
/// </summary>
internal sealed record ClaudeResult(
    string? Subtype,
    bool IsError,
    string? TerminalReason,
    int? Status,
    string? ApiError,
    string? ApiErrorType,
    string Text,
    string Errors,
    int ModelTurns,
    int QueuedTurns,
    decimal? CostUsd)
{
    private const int MaxErrors = 20;
    private const int MaxCount = 1_000_000;

    /// <summary>All three agree. Versions without <c>terminal_reason</c> are judged by the other two.</summary>
    public bool Succeeded => !IsError && Subtype is "success" && (TerminalReason is null or "completed");

    public string ErrorCode => ApiErrorType ?? ApiError ?? TerminalReason ?? Subtype ?? "unknown";

    /// <summary>The harness's own words on a failure.</summary>
    public string Message => Text.Length > 0 ? Text : Errors.Length > 0 ? Errors : TerminalReason ?? Subtype ?? "No reason was given.";

    public static ClaudeResult Read(JsonElement root) => new(
        root.Text("subtype"),
        root.Flag("is_error") ?? false,
        root.Text("terminal_reason"),
        root.Integer("api_error_status") is { } status and >= 100 and <= 999 ? (int)status : null,
        root.Text("api_error"),
        root.Text("api_error_type"),
        BoundedText.Cut(root.Text("result")),
        BoundedText.Cut(string.Join('\n', root.Items("errors").Take(MaxErrors).Select(ErrorText)) is { Length: > 0 } errors ? errors : root.Text("error"), ClaudeEvidence.MaxDetail),
        Count(root, "num_turns"),
        Count(root, "queued_turn_count"),
        ResultLine.Cost(root));

    private static string ErrorText(JsonElement error) =>
        error.ValueKind == JsonValueKind.String ? error.GetString() ?? string.Empty : error.GetRawText();

    private static int Count(JsonElement root, string name) => (int)Math.Clamp(root.Integer(name) ?? 0, 0, MaxCount);
}
