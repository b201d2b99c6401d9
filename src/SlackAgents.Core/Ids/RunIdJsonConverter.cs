using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Core.Ids;

/// <summary>A run id as its ten characters.</summary>
internal sealed class RunIdJsonConverter : JsonConverter<RunId>
{
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RunId.TryParse(reader.GetString(), out var id) ? id.Value : throw new JsonException("Not a run id.");

    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
