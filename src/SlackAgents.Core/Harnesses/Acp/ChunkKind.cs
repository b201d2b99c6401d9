namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Who speaks in a message chunk: the model, or the program in its place.</summary>
internal enum ChunkKind
{
    Model,
    Failure,
    Retry,
    Notice,
}
