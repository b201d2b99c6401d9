using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs;

/// <summary>Lets one run take another one's place.</summary>
internal sealed class RunReplacements(RunStateChanger changer, RunStops stops, TimeProvider time)
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    /// <summary>The run that takes a run's place: there is one at most, so it is the same however often it is asked for.</summary>
    public static RunId IdOf(RunId replaced) => RunId.From($"{replaced}/replaced");

    /// <summary>Why a run cannot be replaced, for people; null when it can.</summary>
    public static string? Obstacle(Run run) =>
        run.ReplacedBy is { } next ? $"This task goes on as run {next} already. Change that one."
        : run.PushedSha is not null || run.PullRequestUrl is not null ? $"This run has pushed to {run.Repository} already, so it stays there. To do the same elsewhere, fork it: say `fork repo=owner/name` in its thread."
        : run.State == RunState.Publishing ? "This run is being published at this moment, so it stays where it is. Wait for its end, then fork it: say `fork repo=owner/name` in its thread."
        : null;

    /// <summary>Notes the run that takes its place, and stops it if it is under way. Safe to repeat.</summary>
    /// <returns>False: it has something on GitHub meanwhile, and goes on.</returns>
    public async Task<bool> ReplaceAsync(RunId id, RunId by, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(
            id,
            AnyState,
            (run, _) => Obstacle(run) is null ? new RunChange(run with { ReplacedBy = by }, [], [Card(run)]) : null,
            cancellationToken);
        if (result?.Run is not { } marked || marked.ReplacedBy != by)
        {
            return false;
        }

        if (!marked.AtRest)
        {
            await stops.StopAsync(id, ReasonCode.Replaced, null, cancellationToken);
        }

        return true;
    }

    /// <summary>The old card names the new run, whatever state it shows.</summary>
    private OutboxMessage Card(Run run) => new()
    {
        Key = $"{run.Id}/replaced/card",
        Run = run.Id,
        Kind = OutboxKind.CardUpdate,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        CreatedAt = time.GetUtcNow(),
    };
}
