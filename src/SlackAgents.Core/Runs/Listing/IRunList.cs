namespace SlackAgents.Core.Runs.Listing;

/// <summary>Runs as people look for them, and what they cost.</summary>
internal interface IRunList
{
    /// <summary>The newest runs that the query is about, the newest first.</summary>
    Task<IReadOnlyList<Run>> FindAsync(RunListQuery query, CancellationToken cancellationToken);

    /// <summary>What was spent since the beginning of a day (UTC), by the day on which it was metered; newest day first.</summary>
    /// <param name="limit">Most lines; the dearest of each day are kept.</param>
    Task<IReadOnlyList<DayCost>> GetCostsAsync(DateOnly from, int limit, CancellationToken cancellationToken);
}
