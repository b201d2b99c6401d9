using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>What the viewer asks for while somebody scrolls and searches: JSON, bounded in every answer.</summary>
internal sealed class TraceData(IRunStore runs, ITraceStore traces, RunHeads heads, RecordJson recordJson, SecretRedactor redactor)
{
    public const int MaxRows = 20_000;
    public const int MaxRecords = 200;
    public const int MaxText = 65_536;
    public const int MaxHits = 1_000;

    /// <summary>Records read at once: the longest are a megabyte in memory, of which a page is sent little.</summary>
    private const int Slice = 20;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<IResult> HeadAsync(RunId run, CancellationToken cancellationToken) =>
        await runs.GetAsync(run, cancellationToken) is { } found
            ? Results.Json(heads.Of(found, await traces.GetLastSequenceAsync(run, cancellationToken)), ViewerJsonContext.Relaxed.RunHead)
            : Results.NotFound();

    public async Task<IResult> IndexAsync(RunId run, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await traces.ReadRowsAsync(run, after, Math.Clamp(limit, 1, MaxRows), cancellationToken);
        var last = await traces.GetLastSequenceAsync(run, cancellationToken);
        return Json(writer =>
        {
            RowJson.Write(writer, rows);
            writer.WriteNumber("last"u8, last);
            writer.WriteBoolean("more"u8, rows.Count > 0 && rows[^1].Sequence < last);
        });
    }

    public async Task<IResult> RecordsAsync(RunId run, IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        await using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("records"u8);
        foreach (var slice in sequences.Take(MaxRecords).Order().Chunk(Slice))
        {
            foreach (var record in await traces.ReadAsync(run, slice, cancellationToken))
            {
                recordJson.Write(writer, record);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return Results.Bytes(buffer.WrittenMemory, "application/json; charset=utf-8");
    }

    /// <param name="property">Name of the event's text, for example <c>output</c>.</param>
    public async Task<IResult> TextAsync(RunId run, long sequence, string property, int offset, int length, CancellationToken cancellationToken)
    {
        var record = (await traces.ReadAsync(run, [sequence], cancellationToken)).SingleOrDefault();
        if (record is null || LongText.Of(recordJson.Clean(record)) is not { } found || found.Property != property)
        {
            return Results.NotFound();
        }

        var (piece, start) = LongText.Piece(found.Text, Math.Max(0, offset), Math.Clamp(length, 1, MaxText));
        return Json(writer =>
        {
            writer.WriteString("text"u8, piece);
            writer.WriteNumber("offset"u8, start);
            writer.WriteNumber("total"u8, found.Text.Length);
        });
    }

    public async Task<IResult> SearchAsync(RunId run, string? words, long after, int limit, CancellationToken cancellationToken)
    {
        if (TraceQuery.Of(words, redactor.Redact) is not { } query)
        {
            return Results.Problem($"Search for one to {TraceQuery.MaxWords} words, {TraceQuery.MaxLength} characters at most.", statusCode: StatusCodes.Status400BadRequest);
        }

        var page = await traces.SearchAsync(run, query, after, Math.Clamp(limit, 1, MaxHits), cancellationToken);
        return Json(writer =>
        {
            writer.WriteStartArray("sequences"u8);
            foreach (var sequence in page.Sequences)
            {
                writer.WriteNumberValue(sequence);
            }

            writer.WriteEndArray();
            writer.WriteNumber("last"u8, page.Last);
            writer.WriteBoolean("more"u8, page.More);
        });
    }

    private static IResult Json(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        return Results.Bytes(buffer.WrittenMemory, "application/json; charset=utf-8");
    }
}
