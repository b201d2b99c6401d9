using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Core.Ids;

/// <summary>A repository as <c>owner/name</c>.</summary>
internal sealed class RepositoryNameJsonConverter : JsonConverter<RepositoryName>
{
    public override RepositoryName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RepositoryName.TryParse(reader.GetString(), out var name) ? name : throw new JsonException("Not owner/name.");

    public override void Write(Utf8JsonWriter writer, RepositoryName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
