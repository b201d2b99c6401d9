using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>Rows as they are sent: arrays of numbers, as <c>WireRow</c> of the viewer.</summary>
internal static class RowJson
{
    /// <summary>Writes the property <c>rows</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<TraceRow> rows)
    {
        writer.WriteStartArray("rows"u8);
        foreach (var row in rows)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(row.Sequence);
            writer.WriteNumberValue(row.Turn);
            writer.WriteNumberValue(row.At);
            writer.WriteNumberValue((int)row.Category);
            writer.WriteNumberValue((int)row.Flags);
            writer.WriteNumberValue(row.Call);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
