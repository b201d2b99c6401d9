using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>What the lines of one turn left behind for the verdict.</summary>
internal sealed class ClaudeEvidence(string promptId)
{
    /// <summary>Characters of a detail, and of the error output that is kept.</summary>
    public const int MaxDetail = 2000;

    // Messages with a receipt "queued" and none since. The agent may write receipts of its own: bounded.
    private const int MaxWaiting = 1000;

    private readonly HashSet<string> _waiting = new(StringComparer.OrdinalIgnoreCase);
    private bool _resultIsLast;
    private bool _promptStarted;
    private bool _promptPlayedBack;

    /// <summary>The last result, or null when there was none.</summary>
    public ClaudeResult? Result { get; private set; }

    /// <summary>The kind of error of the CLI's last API failure message, for example <c>model_not_found</c>.</summary>
    public string? ApiErrorKind { get; private set; }

    /// <summary>The last retry after which nothing came from the model any more, in words.</summary>
    public string? PendingRetry { get; private set; }

    public string? SessionId { get; private set; }

    public int ModelTurns { get; private set; }

    public decimal? CostUsd { get; private set; }

    /// <summary>
    /// A result was said, and no message waits for a round of its own. The result's own count of them is not enough: it
    /// was 0 while a message that came during the last answer was still queued.
    /// </summary>
    public bool TurnEnded => WasDuplicate || (_resultIsLast && _waiting.Count == 0);

    /// <summary>After the last result a message began a round of its own, which has no result yet.</summary>
    public bool RoundIsOpen => Result is not null && !_resultIsLast;

    /// <summary>The session knew the prompt's id already, so the CLI only acknowledged it.</summary>
    public bool WasDuplicate { get; private set; }

    public ErrorTail Errors { get; } = new();

    public void Add(JsonElement root, string? type)
    {
        switch (type)
        {
            case "system":
                AddSystem(root);
                break;
            case "assistant" when root.Text("parent_tool_use_id") is null:
                PendingRetry = null;
                ApiErrorKind = root.Flag("is_api_error_message") == true ? root.Text("error") ?? "unknown" : null;
                break;
            case "user" when IsOurPrompt(root, "uuid") && root.Flag("isReplay") == true:
                _promptPlayedBack = true;
                break;
            case "command_lifecycle" when IsOurPrompt(root, "command_uuid"):
                AddReceipt(root.Text("state"));
                break;
            case "command_lifecycle":
                AddSteering(root.Text("command_uuid") ?? string.Empty, root.Text("state"));
                break;
            case "result":
                AddResult(ClaudeResult.Read(root), root.Text("session_id"));
                break;
            default:
                break;
        }
    }

    private void AddSystem(JsonElement root)
    {
        switch (root.Text("subtype"))
        {
            case "init":
                // Said again when a queued message starts another round after a result.
                SessionId = SessionName(root.Text("session_id")) ?? SessionId;
                _resultIsLast = false;
                break;
            case "api_retry":
                PendingRetry = BoundedText.Name($"{root.Text("error")} {root.Integer("error_status")}".Trim());
                break;
            default:
                break;
        }
    }

    private void AddReceipt(string? state)
    {
        switch (state)
        {
            case "started":
                _promptStarted = true;
                break;
            case "completed" when _promptPlayedBack && !_promptStarted && Result is null:
                WasDuplicate = true;
                break;
            default:
                break;
        }
    }

    private void AddSteering(string id, string? state)
    {
        switch (state)
        {
            case "queued" when _waiting.Count < MaxWaiting:
                _waiting.Add(BoundedText.Name(id));
                break;
            case "started":
                _waiting.Remove(BoundedText.Name(id));
                _resultIsLast = false;
                break;
            case "completed": // without "started" when the session knew the message already
                _waiting.Remove(BoundedText.Name(id));
                break;
            default:
                break;
        }
    }

    private void AddResult(ClaudeResult result, string? sessionId)
    {
        Result = result;
        ModelTurns = Math.Min(ModelTurns + result.ModelTurns, 1_000_000);
        CostUsd = result.CostUsd is { } cost ? Math.Min((CostUsd ?? 0) + cost, 1_000_000_000) : CostUsd;
        _resultIsLast = result.QueuedTurns == 0;
        // A failed resume names the session that does not exist.
        if (ModelTurns > 0)
        {
            SessionId ??= SessionName(sessionId);
        }
    }

    private bool IsOurPrompt(JsonElement root, string name) => string.Equals(root.Text(name), promptId, StringComparison.OrdinalIgnoreCase);

    private static string? SessionName(string? id) => id is { Length: > 0 and <= 64 } ? BoundedText.Name(id) : null;
}
