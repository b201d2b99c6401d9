using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Traces.Live;

/// <summary>The facts of a run as they go over the wire.</summary>
/// <param name="Run">That they are of.</param>
internal sealed record HeadFrame(Run Run, ReadOnlyMemory<byte> Bytes);
