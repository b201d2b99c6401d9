namespace SlackAgents.Docker.Streams;

/// <summary>A complete line with the time of its first byte.</summary>
internal readonly record struct AssembledLine(EngineTime Time, bool IsError, string Text, bool WasCut);
