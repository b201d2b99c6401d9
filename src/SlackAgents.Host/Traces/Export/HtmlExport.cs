using System.Globalization;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Export;

/// <summary>
/// A run as one page that opens from a disk, without a network: the viewer and the trace are in it. Written as a stream;
/// what does not fit is said in it.
/// </summary>
internal sealed class HtmlExport(ITraceStore traces, RunHeads heads, RecordJson records, OfflineViewer viewer, SecretRedactor redactor)
{
    /// <summary>UTF-16 code units of one text.</summary>
    internal const int LongestText = 1_000_000;

    /// <summary>Characters of the records together.</summary>
    internal const long MostCharacters = 95_000_000;

    /// <summary>Characters of one element: a browser takes in one after the other.</summary>
    private const int BlockLength = 1_000_000;

    public Task WriteAsync(Stream output, Run run, CancellationToken cancellationToken) => WriteAsync(output, run, MostCharacters, cancellationToken);

    internal async Task WriteAsync(Stream output, Run run, long mostCharacters, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
        var head = heads.Of(run, await traces.GetLastSequenceAsync(run.Id, cancellationToken));
        await writer.WriteAsync(Begin(head).ToString().AsMemory(), cancellationToken);
        await WriteRecordsAsync(writer, run.Id, mostCharacters, cancellationToken);
        await writer.WriteAsync("\n<script>".AsMemory(), cancellationToken);
        await writer.WriteAsync(viewer.Script.AsMemory(), cancellationToken);
        await writer.WriteAsync("</script>\n</body>\n</html>\n".AsMemory(), cancellationToken);
    }

    private Html Begin(RunHead head)
    {
        var boot = $"{{\"page\":\"run\",\"run\":{{\"head\":{JsonSerializer.Serialize(head, ViewerJsonContext.Relaxed.RunHead)},\"records\":[],\"rows\":[],\"last\":{head.Last},\"links\":{{}}}}}}";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{new Html(viewer.Policy)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex, nofollow">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>{ForeignText.Clean(head.Title, 100)} · SlackAgents</title>
            <style>{new Html(viewer.Style)}</style>
            </head>
            <body>
            <noscript><p>What the run did is shown with JavaScript. It is all in this file; nothing is loaded from elsewhere.</p></noscript>
            <div id="app"><h1>{ForeignText.Clean(head.Title, 200)}</h1><p>Run {head.Id} in {head.Repository}: {head.State}. The trace is being read from this file.</p></div>
            <script id="boot" type="application/json">{Html.Json(boot)}</script>
            """);
    }

    private async Task WriteRecordsAsync(StreamWriter writer, RunId run, long mostCharacters, CancellationToken cancellationToken)
    {
        var (block, written, leftOut) = (0L, 0L, 0L);
        TraceRecord? last = null;
        await foreach (var record in traces.ReadAllAsync(run, cancellationToken))
        {
            var line = leftOut == 0 ? Line(record) : string.Empty;
            if (leftOut > 0 || written + line.Length > mostCharacters)
            {
                leftOut++;
                continue;
            }

            await WriteLineAsync(line);
            last = record;
        }

        if (leftOut > 0)
        {
            var at = last ?? new TraceRecord(run, 0, 0, DateTimeOffset.UnixEpoch, new UnknownEvent("trace", "empty"), null);
            await WriteLineAsync(Line(at with { Sequence = at.Sequence + 1, Event = LeftOut(leftOut) }));
        }

        await writer.WriteAsync((block > 0 ? "</script>" : string.Empty).AsMemory(), cancellationToken);

        async Task WriteLineAsync(string line)
        {
            if (block == 0)
            {
                await writer.WriteAsync("\n<script type=\"application/x-ndjson\">".AsMemory(), cancellationToken);
            }

            await writer.WriteAsync(line.AsMemory(), cancellationToken);
            block += line.Length;
            written += line.Length;
            await writer.WriteAsync((block >= BlockLength ? "</script>" : "\n").AsMemory(), cancellationToken);
            block = block >= BlockLength ? 0 : block;
        }
    }

    /// <summary>Without secrets, without the line that it was read from, with long texts cut, and with nothing that could be markup.</summary>
    private string Line(TraceRecord record)
    {
        var what = records.Clean(record);
        if (LongText.Of(what) is { } known && known.Text.Length > LongestText)
        {
            var piece = LongText.Piece(known.Text, 0, LongestText).Piece;
            what = LongText.With(what, piece + string.Create(CultureInfo.InvariantCulture, $"\n… [{known.Text.Length - piece.Length} more characters are not in this file; trace.jsonl has them]"));
        }

        return Html.Json(redactor.Redact(TraceJson.Serialize(record with { Event = what, Raw = null }))).ToString();
    }

    private static NoticeEvent LeftOut(long count) => new("left_out", string.Create(
        CultureInfo.InvariantCulture, $"{count} records that came after this are not in this file: it would be too large for a browser. The run's trace.jsonl has all of them."));
}
