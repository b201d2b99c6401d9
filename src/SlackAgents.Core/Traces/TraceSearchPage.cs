namespace SlackAgents.Core.Traces;

/// <summary>What a bounded piece of a search found.</summary>
/// <param name="Sequences">Records that contain the words, oldest first.</param>
/// <param name="Last">Up to this sequence everything was looked at; go on after it.</param>
/// <param name="More">The trace goes on behind it.</param>
internal sealed record TraceSearchPage(IReadOnlyList<long> Sequences, long Last, bool More);
