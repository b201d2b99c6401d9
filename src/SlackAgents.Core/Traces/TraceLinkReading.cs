namespace SlackAgents.Core.Traces;

/// <summary>What a token of a trace link says.</summary>
/// <param name="Generation">The generation of links that it belongs to; only of tokens that we signed.</param>
/// <param name="EndsAt">When it stops to be good; only of valid ones.</param>
internal sealed record TraceLinkReading(TraceLinkVerdict Verdict, int Generation = 0, DateTimeOffset EndsAt = default);
