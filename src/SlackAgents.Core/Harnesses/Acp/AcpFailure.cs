using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>A failure as an agent tells it: each in another place, and the HTTP status often in words only.</summary>
/// <param name="Status">HTTP status of the model provider.</param>
/// <param name="Kind">The agent's own word for it.</param>
internal sealed record AcpFailure(int? Status, string? Kind, string Message)
{
    private const int MaxMessage = 2000;

    /// <summary>For people who look into the trace: the status, or the best word there is.</summary>
    public string Code => Status?.ToString(CultureInfo.InvariantCulture) ?? Kind ?? "error";

    /// <summary>Null when nothing tells what it was.</summary>
    public ReasonCode? Reason => FailureWords.ReasonOf(this);

    /// <summary>The <c>error</c> of a JSON-RPC answer.</summary>
    public static AcpFailure OfError(JsonElement error)
    {
        var data = error.Member("data");
        var message = Unwrapped(error.Text("message") ?? "No reason was given.");
        var details = data is { ValueKind: JsonValueKind.String } text ? text.GetString() : data?.Text("details") ?? data?.Text("message");
        var whole = BoundedText.Cut(string.IsNullOrWhiteSpace(details) || message.Contains(details, StringComparison.Ordinal) ? message : $"{message}: {details}", MaxMessage);
        return new AcpFailure(
            Http(data?.Integer("statusCode") ?? data?.Integer("status") ?? data?.Integer("httpStatusCode")) ?? Http(error.Integer("code")) ?? FailureWords.StatusIn(whole),
            BoundedText.Name(data?.Text("errorKind") ?? data?.Text("errorName") ?? error.Integer("code")?.ToString(CultureInfo.InvariantCulture)),
            whole);
    }

    /// <summary>The <c>codex.error</c> of a session's information.</summary>
    public static AcpFailure OfCodex(JsonElement error)
    {
        var message = error.Text("message") ?? "No reason was given.";
        var details = error.Text("additionalDetails");
        var whole = BoundedText.Cut(string.IsNullOrWhiteSpace(details) ? message : $"{message}: {details}", MaxMessage);
        var (kind, status) = CodexKind(error.Member("codexErrorInfo"));
        return new AcpFailure(status ?? FailureWords.StatusIn(whole), kind, whole);
    }

    /// <summary>A message that the agent put in the model's mouth, or a line of its error output.</summary>
    public static AcpFailure OfText(string text)
    {
        var whole = BoundedText.Cut(text.Trim(), MaxMessage);
        return new AcpFailure(FailureWords.StatusIn(whole), null, whole);
    }

    // Gemini CLI passes the provider's answer on as it is: {"error":{"code":401,"message":"…"}}
    private static string Unwrapped(string message)
    {
        if (!message.StartsWith('{') || message.Length > MaxMessage)
        {
            return message;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.Member("error") is { } inner && inner.Text("message") is { Length: > 0 } text
                ? $"{text} ({inner.Text("status") ?? "error"} {inner.Integer("code")})"
                : message;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return message;
        }
    }

    // Either a word, or one member that is named by it: {"responseStreamDisconnected":{"httpStatusCode":429}}
    private static (string? Kind, int? Status) CodexKind(JsonElement? info)
    {
        if (info is { ValueKind: JsonValueKind.String } word)
        {
            return (BoundedText.Name(word.GetString()), null);
        }

        if (info is not { ValueKind: JsonValueKind.Object } holder)
        {
            return (null, null);
        }

        var first = holder.EnumerateObject().FirstOrDefault();
        return first.Value.ValueKind == JsonValueKind.Undefined ? (null, null) : (BoundedText.Name(first.Name), Http(first.Value.Integer("httpStatusCode")));
    }

    private static int? Http(long? code) => code is >= 400 and <= 599 ? (int)code : null;
}
