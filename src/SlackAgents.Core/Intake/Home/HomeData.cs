using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Home;

/// <summary>What one person's Home tab shows.</summary>
/// <param name="UnderWay">The person's own runs that are not at rest, the newest first.</param>
/// <param name="Recent">The person's own runs at rest, the newest first.</param>
/// <param name="Threads">Where the thread of a run is; a run whose place is not known is missing.</param>
/// <param name="Settings">The person's settings in words.</param>
internal sealed record HomeData(
    IReadOnlyList<Run> UnderWay,
    IReadOnlyList<Run> Recent,
    IReadOnlyDictionary<RunId, Uri> Threads,
    IReadOnlyList<Fact> Settings);
