namespace SlackAgents.Storage;

/// <summary>The database cannot be used. The message is for the operator: what is wrong and what to do.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
