using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Texts that want to be more than texts, in every place of every kind of event.</summary>
internal static class HostileTrace
{
    /// <summary>What runs when any of them gets its way.</summary>
    private const string Act = "window.owned=1;alert(1)";

    public static IReadOnlyList<string> Texts { get; } =
    [
        $"<script>{Act}</script>",
        $"<img src=x onerror=\"{Act}\">",
        $"\"><svg onload=\"{Act}\"><title>x</title>",
        $"<iframe srcdoc=\"<script>parent.{Act}</script>\"></iframe>",
        $"<a href=\"javascript:{Act}\">here</a>",
        $"[here](javascript:{Act})",
        $"[here](JaVaScRiPt&colon;{Act})",
        "[here](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[https://github.com/acme](https://evil.example/acme)",
        "![pixel](https://evil.example/pixel.png)",
        "<https://evil.example/auto> and https://evil.example/bare",
        "<style>@import 'https://evil.example/x.css'; body { background: url(https://evil.example/y) }</style>",
        "<link rel=stylesheet href=https://evil.example/z.css><meta http-equiv=refresh content='0;url=https://evil.example'>",
        $"<details open ontoggle=\"{Act}\"><math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={Act}&gt;\">",
        "</script></title></textarea></noscript><base href=https://evil.example/>",
        "<!--<script>", "]]><x/>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}",
        "```html\n<script>alert(1)</script>\n```\n\n~~~\"><img src=x onerror=alert(1)>\ntext\n~~~",
        "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](vbscript:alert(1)) |",
        "\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u001b[31mred\u001b[0m \u001b]0;owned\u0007 \u009b31m \u001bP$q\u001b\\ \u0007\u0008",
        "user\u202Egnp.exe \u2066iso\u2069 zero\u200Bwidth \uFEFF \u00AD tag\U000E0041 half\uD800pair",
        "__proto__", "constructor", "toString", "-0", "1e999", "null",
        new string('w', 5_000),
        string.Concat(Enumerable.Repeat("> ", 300)) + "deep",
        string.Concat(Enumerable.Repeat("[", 2_000)),
        string.Concat(Enumerable.Repeat("*a_", 2_000)),
        string.Concat(Enumerable.Repeat("Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324", 60)),
    ];

    public static IEnumerable<TraceEvent> Events() => Texts.SelectMany((text, number) => Of(text, FormattableString.Invariant($"h{number}")));

    private static IEnumerable<TraceEvent> Of(string text, string id)
    {
        var json = JsonSerializer.Serialize(text);
        yield return new StateEvent(text, text, text);
        yield return new StepEvent(text, "failed", 1, text);
        yield return new SessionEvent(text, text, text);
        yield return new PromptEvent(text, text, text);
        yield return new TextEvent(text);
        yield return new ThinkingEvent(text);
        foreach (var (tool, property) in new[] { ("Bash", "command"), ("Read", "file_path"), ("Edit", "file_path"), ("WebFetch", "url"), ("Task", "prompt"), (text, "anything") })
        {
            yield return new ToolCallEvent(id + tool, tool, $$"""{"{{property}}":{{json}},"old_string":{{json}},"new_string":{{json}},{{json}}:{{json}}}""", text);
            yield return new FileChangeEvent(id + tool, text, text, $"--- a/{text}\n+++ b/{text}\n@@ -1 +1 @@ {text}\n-{text}\n+{text}\n");
            yield return new ToolResultEvent(id + tool, text, IsError: true, 1, 1);
        }

        yield return new ToolCallEvent(id, "Bash", text, null);
        yield return new ToolResultEvent(id + "lone", text, IsError: false, null);
        yield return new TodoEvent([new TodoItem(text, text)]);
        yield return new FileChangeEvent(null, text, "modified", text);
        yield return new SteeringEvent(text, text, text);
        yield return new RetryEvent(1, 2, 3, 4, text);
        yield return new NoticeEvent(text, text);
        yield return new ErrorEvent(text, text);
        yield return new ModelCallEvent(text, text, 500, 1, 1, 1, 1, 1m, 1, text);
        yield return new WebRequestEvent(text, text, text, text);
        yield return new GitRequestEvent(text, text, text, text, 1);
        yield return new ToolServerEvent(text, text, text, text, text, 1);
        yield return new PushEvent(text, text, text, text, text, text);
        yield return new TokenEvent(text, text, text);
        yield return new AccessEvent(text, text, text, text);
        yield return new QuestionEvent(id + "q", text, [text, text]);
        yield return new ReplyEvent(id + "q", text, text, text);
        yield return new UnknownEvent(text, text);
        yield return new AnswerEvent(text);
    }
}
