using System.Text.Json.Serialization;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>How settings are stored. Enums are text; a field that is not there was not set.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PersonSettings))]
[JsonSerializable(typeof(ChannelDocument))]
internal sealed partial class SettingsJsonContext : JsonSerializerContext;
