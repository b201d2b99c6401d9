using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>One event as a list item of the page. The same markup is rendered into the page and sent live.</summary>
internal static class TraceEventMarkup
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Html Render(TraceRecord record)
    {
        var (style, body) = Body(record.Event);
        return Html.Of($"""<li class="entry {style}" id="e{record.Sequence}"><a class="number" href="#e{record.Sequence}">{record.Sequence}</a><time datetime="{record.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}">{record.At.UtcDateTime:HH:mm:ss}</time><div class="body">{body}</div></li>""");
    }

    private static (string Style, Html Body) Body(TraceEvent what) => what switch
    {
        StateEvent e => ("state", Html.Of($"<b>{e.From} → {e.To}</b>{After(e.Reason)}")),
        StepEvent e => (e.State == "failed" ? "step bad" : "step", Html.Of($"{e.Step} <b>{e.State}</b>{Duration(e.Milliseconds)}{After(e.Detail)}")),
        SessionEvent e => ("quiet", Html.Of($"Session {Clean(e.SessionId)}{After(e.Model)}{After(e.Version)}")),
        PromptEvent e => ("prompt", Html.Of($"<b>{Clean(e.Author ?? "Prompt")}</b>{Text(e.Text)}")),
        TextEvent e => ("text", Text(e.Text)),
        ThinkingEvent e => ("quiet", Folded(Html.Of($"Thinking"), e.Text)),
        ToolCallEvent e => ("tool", Folded(Html.Of($"<b>{Clean(e.Tool)}</b> <code>{Line(Summary(e))}</code>"), Pretty(e.Input))),
        ToolResultEvent e => (e.IsError ? "result bad" : "result", Folded(Html.Of($"{(e.IsError ? "failed" : "result")}{Duration(e.Milliseconds)} <code>{Line(e.Output)}</code>"), e.Output)),
        TodoEvent e => ("todo", Html.Of($"<ul>{Html.Join(e.Items.Select(Todo))}</ul>")),
        UsageEvent e => ("quiet", Html.Of($"The harness reports {e.InputTokens:N0} + {e.CachedInputTokens:N0} cached in, {e.OutputTokens:N0} out{Cost(e.CostUsd)}")),
        RetryEvent e => ("warn", Html.Of($"Model call is repeated: attempt {e.Attempt}{Of(e.MaxAttempts)}{Status(e.HttpStatus)}{After(e.Error)}{Duration(e.DelayMilliseconds)}")),
        NoticeEvent e => ("quiet", Html.Of($"<b>{Clean(e.Topic)}</b>{After(e.Text)}")),
        ErrorEvent e => ("bad", Html.Of($"<b>{Clean(e.Code)}</b>{Text(e.Message)}")),
        AnswerEvent e => ("answer", Html.Of($"<b>Answer</b>{Text(e.Text)}")),
        ModelCallEvent e => (e.Status is >= 200 and < 300 ? "call" : "call warn", Html.Of($"Model {Clean(e.Provider)}{After(e.Model)}{Status(e.Status)}: {e.InputTokens:N0} + {e.CachedInputTokens:N0} cached in, {e.OutputTokens:N0} out{Cost(e.CostUsd)}{Duration(e.Milliseconds)}")),
        WebRequestEvent e => (Verdict("web", e.Verdict), Html.Of($"Web <b>{e.Verdict}</b> {Clean(e.Method)} <code>{Line(e.Target)}</code>{After(e.Reason)}")),
        GitRequestEvent e => (Verdict("git", e.Verdict), Html.Of($"Git <b>{e.Verdict}</b> {Clean(e.Service)} {Clean(e.Repository)}{After(e.Reason)}{Duration(e.Milliseconds)}")),
        ToolServerEvent e => (Verdict("tool", e.Verdict), Html.Of($"Tools of <b>{Clean(e.Server)}</b> {e.Verdict}: {Clean(e.Method)}{After(e.Tool)}{After(e.Reason)}{Duration(e.Milliseconds)}")),
        PushEvent e => (Verdict("push", e.Verdict), Html.Of($"Push ({e.Stage}) <b>{e.Verdict}</b> <code>{Line(e.Ref)}</code> {Sha(e.OldSha)} → {Sha(e.NewSha)}{After(e.Reason)}")),
        TokenEvent e => ("quiet", Html.Of($"GitHub token {e.Action}: {Clean(e.Repository)} {e.Permissions}")),
        AccessEvent e => (Verdict("access", e.Verdict), Html.Of($"{Clean(e.Person)} {e.Action}: <b>{e.Verdict}</b>{After(e.Reason)}")),
        UnknownEvent e => ("warn", Html.Of($"A line of {Clean(e.Source)} that no rule knows: {Line(e.Type)}")),
        _ => ("warn", Html.Of($"{what.GetType().Name}")),
    };

    /// <summary>The harness's summary often begins with the tool's name, which stands before it already.</summary>
    private static string Summary(ToolCallEvent call)
    {
        var summary = call.Summary ?? call.Input;
        return summary.StartsWith(call.Tool + ": ", StringComparison.Ordinal) ? summary[(call.Tool.Length + 2)..] : summary;
    }

    private static string Clean(string text) => ForeignText.Clean(text, 500);

    private static string Line(string text)
    {
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        return ForeignText.Clean((end < 0 ? line : line[..end]).ToString(), 200);
    }

    private static Html Text(string text) => Html.Of($"<pre>{ForeignText.Clean(text)}</pre>");

    private static Html Folded(Html summary, string text) => Html.Of($"<details><summary>{summary}</summary>{Text(text)}</details>");

    private static Html After(string? text) => string.IsNullOrEmpty(text) ? Html.Empty : Html.Of($" · {Clean(text)}");

    private static Html Duration(double? milliseconds) => milliseconds switch
    {
        null => Html.Empty,
        < 1000 => Html.Of($" <small>{milliseconds.Value:0} ms</small>"),
        _ => Html.Of($" <small>{milliseconds.Value / 1000:0.0} s</small>"),
    };

    private static Html Cost(decimal? usd) => usd is null ? Html.Empty : Html.Of($" · ${usd.Value:0.0000}");

    private static Html Of(int? maximum) => maximum is null ? Html.Empty : Html.Of($" of {maximum.Value}");

    private static Html Status(int? status) => status is null ? Html.Empty : Html.Of($" HTTP {status.Value}");

    private static string Sha(string? sha) => sha is null ? "–" : Clean(sha.Length > 12 ? sha[..12] : sha);

    private static string Verdict(string kind, string verdict) => verdict is "refused" or "rejected" or "denied" or "failed" ? kind + " warn" : kind;

    private static Html Todo(TodoItem item) =>
        Html.Of($"<li>{(item.Status switch { "completed" => "☑", "in_progress" => "◐", _ => "☐" })} {Clean(item.Text)}</li>");

    private static string Pretty(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
