using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>One event as a list item of the page. The same markup is rendered into the page and sent live.</summary>
/// <remarks>
/// Pieces of one text are one item with a span for each; <c>data-part</c> says of which kind, and <c>data-aside</c> marks what
/// the host itself tells in between. <c>trace.js</c> joins what arrives live by the same rule.
/// </remarks>
internal static class TraceEventMarkup
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Html Render(IReadOnlyList<TraceRecord> pieces)
    {
        var record = pieces[0];
        var (style, body) = pieces.Count > 1 || TraceItems.PartOf(record.Event) is not null ? Joined(pieces) : Body(record.Event);
        return Html.Of($"""<li class="entry {style}" id="e{record.Sequence}"{Marks(record.Event)}><a class="number" href="#e{record.Sequence}">{record.Sequence}</a><time datetime="{record.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}">{record.At.UtcDateTime:HH:mm:ss}</time><div class="body">{body}</div></li>""");
    }

    private static Html Marks(TraceEvent what) => TraceItems.PartOf(what) is { } part
        ? Html.Of($""" data-part="{part}" """)
        : TraceItems.IsAside(what) ? Html.Of($""" data-aside="" """) : Html.Empty;

    private static (string Style, Html Body) Joined(IReadOnlyList<TraceRecord> pieces)
    {
        // The first piece is found by the item's own id.
        var text = Html.Join(pieces.Select((piece, index) => index == 0
            ? Html.Of($"{ForeignText.Clean(TraceItems.TextOf(piece.Event))}")
            : Html.Of($"""<span id="e{piece.Sequence}">{ForeignText.Clean(TraceItems.TextOf(piece.Event))}</span>""")));
        return pieces[0].Event is ThinkingEvent
            ? ("quiet", Html.Of($"<details><summary>Thinking</summary><pre>{text}</pre></details>"))
            : ("text", Html.Of($"<pre>{text}</pre>"));
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
        ToolResultEvent e => (e.IsError ? "result bad" : "result", Folded(Html.Of($"{(e.IsError ? "failed" : "result")}{Exit(e.ExitCode)}{Duration(e.Milliseconds)} <code>{Line(e.Output)}</code>"), e.Output)),
        FileChangeEvent e => ("file", Change(e)),
        SteeringEvent e => (e.State == "refused" ? "steering warn" : "steering", Html.Of($"{Steering(e.State)}{After(e.Detail)}")),
        TodoEvent e => ("todo", Html.Of($"<ul>{Html.Join(e.Items.Select(Todo))}</ul>")),
        UsageEvent e => ("quiet", Html.Of($"The harness reports {e.InputTokens:N0} + {e.CachedInputTokens:N0} cached in, {e.OutputTokens:N0} out{Cost(e.CostUsd)}")),
        RetryEvent e => ("warn", Html.Of($"Model call is repeated: attempt {e.Attempt}{Of(e.MaxAttempts)}{Status(e.HttpStatus)}{After(e.Error)}{Duration(e.DelayMilliseconds)}")),
        NoticeEvent { Topic: "repeated" } e => ("repeated", Html.Of($"{Clean(e.Text)}")),
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
        var summary = call.Summary ?? FirstWords(call.Input);
        return summary.StartsWith(call.Tool + ": ", StringComparison.Ordinal) ? summary[(call.Tool.Length + 2)..] : summary;
    }

    /// <summary>Of arguments that nobody summed up: the first that is a text, else nothing.</summary>
    private static string FirstWords(string input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()).FirstOrDefault() ?? string.Empty
                : string.Empty;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return input; // no JSON, or half a character in it
        }
    }

    private static Html Change(FileChangeEvent change)
    {
        var title = Html.Of($"<b>{Clean(change.Change)}</b> <code>{Line(change.Path)}</code>");
        return string.IsNullOrEmpty(change.Diff)
            ? title
            : Html.Of($"""<details><summary>{title}</summary><pre class="diff">{Html.Join(ForeignText.Clean(change.Diff).TrimEnd('\n').Split('\n').Select(DiffLine))}</pre></details>""");
    }

    private static Html DiffLine(string line)
    {
        var style = line switch
        {
            _ when line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) => "same",
            ['+', ..] => "added",
            ['-', ..] => "removed",
            ['@', '@', ..] => "place",
            _ => "same",
        };
        return Html.Of($"<span class=\"{style}\">{line}{'\n'.ToString()}</span>");
    }

    /// <summary>Where a message is that was sent while the agent worked.</summary>
    private static Html Steering(string state) => state switch
    {
        "sent" => Html.Of($"Message <b>sent</b> to the sandbox while the agent works"),
        "queued" => Html.Of($"Message <b>taken</b> by the agent's program"),
        "delivered" => Html.Of($"Message <b>delivered</b>: the model is given it"),
        "refused" => Html.Of($"Message <b>refused</b> by the agent's program"),
        _ => Html.Of($"Message {Clean(state)}"),
    };

    private static Html Exit(int? code) => code is null ? Html.Empty : Html.Of($" · exit {code.Value}");

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
