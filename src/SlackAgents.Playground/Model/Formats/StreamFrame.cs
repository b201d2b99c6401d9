namespace SlackAgents.Playground.Model.Formats;

/// <summary>One piece of a streamed answer, as it goes over the wire.</summary>
/// <param name="IsChunk">Whether it carries a piece of the content: between these is the wait, and at one of these a cut answer breaks off.</param>
internal readonly record struct StreamFrame(string Wire, bool IsChunk = false);
