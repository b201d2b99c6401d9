using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Live;

/// <summary>Reads what happened in a run and writes it as server-sent events (html.spec.whatwg.org/#server-sent-events).</summary>
internal sealed class TraceFrames(IRunStore runs, ITraceStore traces, RunHeads heads, RecordJson records)
{
    /// <summary>Records read at once: the longest are a megabyte in memory.</summary>
    private const int Slice = 100;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<long> GetLastAsync(RunId run, CancellationToken cancellationToken) => traces.GetLastSequenceAsync(run, cancellationToken);

    /// <summary>The events of these records, up to the one with which they go beyond <paramref name="maxBytes"/>; null when the first is not there.</summary>
    public async Task<FrameChunk?> ReadAsync(RunId run, long first, long last, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var starts = new List<int>();
        while (first + starts.Count <= last && buffer.WrittenCount < maxBytes)
        {
            var from = first + starts.Count;
            var page = await traces.ReadAsync(run, [.. Enumerable.Range(0, (int)Math.Min(Slice, last - from + 1)).Select(number => from + number)], cancellationToken);
            foreach (var record in page.TakeWhile(record => record.Sequence == first + starts.Count && buffer.WrittenCount < maxBytes))
            {
                starts.Add(buffer.WrittenCount);
                Write(buffer, record);
            }

            if (first + starts.Count == from)
            {
                break; // what comes next is not there
            }
        }

        return starts.Count == 0 ? null : new FrameChunk(first, [.. starts], buffer.WrittenMemory);
    }

    /// <summary>The run's facts, if they are not those of <paramref name="known"/>; null then, and for a run that is not kept.</summary>
    public async Task<HeadFrame?> ReadHeadAsync(RunId run, int known, long last, CancellationToken cancellationToken)
    {
        if (await runs.GetAsync(run, cancellationToken) is not { } found || found.Version == known)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("event: head\ndata: "u8);
        await using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            JsonSerializer.Serialize(writer, heads.Of(found, last), ViewerJsonContext.Relaxed.RunHead);
        }

        buffer.Write("\n\n"u8);
        return new HeadFrame(found, buffer.WrittenMemory);
    }

    private void Write(ArrayBufferWriter<byte> buffer, TraceRecord record)
    {
        Span<byte> number = stackalloc byte[20];
        record.Sequence.TryFormat(number, out var digits, provider: CultureInfo.InvariantCulture);
        buffer.Write("event: entry\nid: "u8);
        buffer.Write(number[..digits]);
        buffer.Write("\ndata: "u8);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            records.Write(writer, record);
        }

        buffer.Write("\n\n"u8);
    }
}
