using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Storage.Json;

/// <summary>Records to and from the documents in the database.</summary>
internal static class Documents
{
    public static string Write(Run run) => JsonSerializer.Serialize(run, StorageJsonContext.Default.Run);

    public static string Write(Turn turn) => JsonSerializer.Serialize(turn, StorageJsonContext.Default.Turn);

    public static string Write(OutboxMessage message) => JsonSerializer.Serialize(message, StorageJsonContext.Default.OutboxMessage);

    public static Run ReadRun(string document) => Read(document, StorageJsonContext.Default.Run);

    public static Turn ReadTurn(string document) => Read(document, StorageJsonContext.Default.Turn);

    public static OutboxMessage ReadMessage(string document) => Read(document, StorageJsonContext.Default.OutboxMessage);

    private static T Read<T>(string document, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(document, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new StorageException($"A stored {typeof(T).Name} cannot be read: {exception.Message}", exception);
        }
    }
}
