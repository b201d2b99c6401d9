using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The page of a run: its facts and the beginning of its trace, so that there is something to see at once.</summary>
internal sealed class RunPage(ITraceStore traces, RunHeads heads, RecordJson records, ShellPage shell, Viewers viewers)
{
    private const int FirstRecords = 60;
    private const int FirstRows = 1_000;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Downloads by their names; each lies below the page's own address.</summary>
    private static readonly (string Name, string File)[] Downloads =
    [
        ("jsonl", "trace.jsonl"),
        ("raw", "raw.jsonl"),
        ("html", "trace.html"),
        ("agentTrace", "agent-trace.json"),
        ("otel", "otel.json"),
    ];

    /// <param name="query">What the reader's access is by, with its question mark; empty for a reader with a session.</param>
    public async Task<Html> RenderAsync(Run run, HttpContext context, string query, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value!;
        var last = await traces.GetLastSequenceAsync(run.Id, cancellationToken);
        var head = heads.Of(run, last);
        var boot = await BootAsync(run, head, context, query, cancellationToken);
        return shell.Render(path.EndsWith('/') ? "../../" : "../", Html.Of($"{ForeignText.Clean(head.Title, 100)}"), Facts(head), boot);
    }

    private async Task<string> BootAsync(Run run, RunHead head, HttpContext context, string query, CancellationToken cancellationToken)
    {
        var rows = await traces.ReadRowsAsync(run.Id, 0, FirstRows, cancellationToken);
        var first = await traces.ReadAsync(run.Id, [.. rows.Take(FirstRecords).Select(row => row.Sequence)], cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        await using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("page"u8, "run"u8);
            writer.WriteStartObject("run"u8);
            writer.WritePropertyName("head"u8);
            JsonSerializer.Serialize(writer, head, ViewerJsonContext.Relaxed.RunHead);
            writer.WriteStartArray("records"u8);
            foreach (var record in first)
            {
                records.Write(writer, record);
            }

            writer.WriteEndArray();
            RowJson.Write(writer, rows);
            writer.WriteNumber("last"u8, head.Last);
            WriteLinks(writer, run, context.Request.Path.Value!, query);
            writer.WriteEndObject();
            await viewers.WriteAsync(writer, context);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLinks(Utf8JsonWriter writer, Run run, string path, string query)
    {
        var below = path.EndsWith('/') ? string.Empty : $"{run.Id}/";
        writer.WriteStartObject("links"u8);
        foreach (var (name, file) in Downloads)
        {
            writer.WriteString(name, below + file + query);
        }

        writer.WriteString("runs"u8, path.EndsWith('/') ? "../../runs" : "../runs");
        writer.WriteString("open"u8, path.EndsWith('/') ? "../../open" : "../open");

        writer.WriteEndObject();
    }

    private static Html Facts(RunHead head) => Html.Of($"""
        <h1>{ForeignText.Clean(head.Title, 200)}</h1>
        <p>{head.State}{(head.Reason is { } reason ? Html.Of($" · {reason.Sentence}") : Html.Empty)}</p>
        <p>Run {head.Id} in {head.Repository} on {ForeignText.Clean(head.Branch, 200)}, asked for by {ForeignText.Clean(head.Requester.Name, 100)}: {head.HarnessName}, {ForeignText.Clean(head.Model, 100)}, ${head.Usage.CostUsd:0.00}.</p>
        <p>What it did is shown with JavaScript; the whole trace can be downloaded without.</p>
        """);
}
