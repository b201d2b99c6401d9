using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.Acknowledgement;

/// <param name="Times">Of the commands that were acknowledged.</param>
/// <param name="Failed">Commands that were not, or not in time.</param>
internal sealed record LoadResult(Samples Times, int Failed, TimeSpan Took);
