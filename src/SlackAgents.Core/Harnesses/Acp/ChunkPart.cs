namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>A part of a message chunk, and whose words it is.</summary>
internal sealed record ChunkPart(ChunkKind Kind, string Text);
