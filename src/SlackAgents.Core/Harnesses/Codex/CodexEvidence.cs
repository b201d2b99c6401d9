using System.Text.Json;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>What the lines of one turn left behind for the verdict.</summary>
internal sealed class CodexEvidence
{
    /// <summary>Characters of a detail.</summary>
    public const int MaxDetail = 2000;

    private const int MaxModelTurns = 1_000_000;

    // A resumed thread repeats the token count of its last turn before ours begins.
    private bool _turnAhead;

    public ErrorTail Errors { get; } = new();

    /// <summary>inProgress, completed, failed, interrupted, or null when no turn was heard of.</summary>
    public string? Status { get; private set; }

    public CodexError Error { get; private set; } = CodexError.Read(null);

    /// <summary>What the agent said last; a comment on the way only while nothing else was said.</summary>
    public string Answer { get; private set; } = string.Empty;

    public string? SessionId { get; private set; }

    public int ModelTurns { get; private set; }

    /// <summary>The last refusal of a request of the driver's.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The last retry after which nothing came from the model any more, in words.</summary>
    public string? PendingRetry { get; private set; }

    public bool TurnEnded { get; private set; }

    public void Add(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (DriverLines.SaysIdle(root) is { } idle)
        {
            TurnEnded = idle;
            return;
        }

        if (root.Text("method") is { } method)
        {
            AddNotification(method, root.Member("params"));
        }
        else
        {
            AddAnswer(root);
        }
    }

    private void AddAnswer(JsonElement root)
    {
        if (root.Member("error")?.Text("message") is { } refusal)
        {
            Refusal = BoundedText.Cut(refusal, MaxDetail);
        }
        else if (root.Member("result")?.Member("thread")?.Text("id") is { } id)
        {
            SessionId = SessionName(id) ?? SessionId;
            _turnAhead = true;
        }
    }

    private void AddNotification(string method, JsonElement? parameters)
    {
        // A line in the middle of the turn names the session too: the first line may have been read by another process.
        var thread = SessionName(parameters?.Text("threadId"));
        if (thread is not null && SessionId is not null && !string.Equals(thread, SessionId, StringComparison.Ordinal))
        {
            return; // a subagent's
        }

        SessionId ??= thread;
        switch (method)
        {
            case "turn/started":
                _turnAhead = false;
                Status = "inProgress";
                break;
            case "turn/completed":
                AddEnd(parameters?.Member("turn"));
                break;
            case "item/completed":
                PendingRetry = null;
                AddMessage(parameters?.Member("item"));
                break;
            case "thread/tokenUsage/updated" when !_turnAhead:
                ModelTurns = Math.Min(ModelTurns + 1, MaxModelTurns);
                break;
            case "error" when parameters?.Flag("willRetry") == true:
                var retry = CodexError.Read(parameters?.Member("error"));
                PendingRetry = BoundedText.Name(retry.Cause);
                break;
            default:
                break;
        }
    }

    private void AddEnd(JsonElement? turn)
    {
        Status = turn?.Text("status") is "completed" or "failed" or "interrupted" ? turn?.Text("status") : "failed";
        Error = CodexError.Read(turn?.Member("error"));
        PendingRetry = null;
        // It repeats the last message, which an earlier process may have read.
        foreach (var item in turn?.Items("items") ?? [])
        {
            AddMessage(item);
        }
    }

    private void AddMessage(JsonElement? item)
    {
        if (item?.Text("type") is "agentMessage" && item?.Text("text") is { Length: > 0 } text && (Answer.Length == 0 || item?.Text("phase") is not "commentary"))
        {
            Answer = BoundedText.Cut(text);
        }
    }

    private static string? SessionName(string? id) => id is { Length: <= 64 } && CodexKey.IsPlain(id) ? id : null;
}
