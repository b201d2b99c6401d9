namespace SlackAgents.Host.Traces.Live;

/// <summary>The facts of a run as they go over the wire.</summary>
/// <param name="Version">Of the run that they are of.</param>
internal sealed record HeadFrame(int Version, ReadOnlyMemory<byte> Bytes);
