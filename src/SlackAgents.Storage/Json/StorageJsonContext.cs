using System.Text.Json.Serialization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Storage.Json;

/// <summary>How records become the documents in the database. Enums are text; what is computed is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(RunIdJsonConverter), typeof(RepositoryNameJsonConverter)])]
[JsonSerializable(typeof(Run))]
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(OutboxMessage))]
internal sealed partial class StorageJsonContext : JsonSerializerContext;
