using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.RunList;

/// <summary>Puts a run into the few words of the list. What agents and people wrote goes through the redactor.</summary>
internal sealed class ListedRuns(TraceLinks links, LiveRuns liveRuns, RunQueue queue, IPersonDirectory directory, SecretRedactor redactor)
{
    private const int MaxStep = 140;

    public async Task<ListedRun> OfAsync(Run run, CancellationToken cancellationToken)
    {
        var live = liveRuns.Find(run.Id);
        return new ListedRun(run.Id.Value, redactor.Redact(run.Title), run.State.ToString(), LinkTo(run), run.CreatedAt, run.StateSince)
        {
            Requester = new ListName(run.Requester.Person.ToString(), run.Requester.DisplayName),
            Channel = await ChannelAsync(run.Channel, cancellationToken),
            Repository = run.Repository.ToString(),
            Harness = run.Harness,
            Model = run.Model,
            CostUsd = CostOf(run),
            Turn = run.Turn,
            Reason = run is { AtRest: true, Reason: { } reason } ? ReasonCatalog.Of(reason).Sentence : null,
            Step = live is null || run.AtRest || run.State == RunState.Queued ? null : StepOf(live.Progress),
            Position = run.State == RunState.Queued ? queue.PositionOf(run.Id) : null,
            Waits = run.State == RunState.Held || run.ToolUse?.Open is not null ? true : null,
            PullRequest = run.PullRequestUrl is { } url ? new ListPullRequest(run.PullRequestNumber, url, run.PullRequestState?.ToString(), ChecksOf(run)) : null,
            Changes = run.Changes is { } changes ? new ListChanges(changes.Files, changes.Additions, changes.Deletions) : null,
        };
    }

    /// <summary>A fresh link, relative to the list.</summary>
    public string LinkTo(Run run) => $"runs/{run.Id}?{TraceLinks.Parameter}={links.CreateToken(run.Id, run.LinkGeneration)}";

    /// <summary>As it is at this moment: what is stored of a run under way is older.</summary>
    public decimal CostOf(Run run) => Math.Max(run.Usage.CostUsd, liveRuns.Find(run.Id)?.Usage.CostUsd ?? 0);

    public async Task<ListName> ChannelAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.FindChannelAsync(id, cancellationToken) switch
            {
                { IsDirectMessage: true } => new ListName(id, "direct messages"),
                { } channel => new ListName(id, $"#{channel.Name}"),
                null => new ListName(id, id),
            };
        }
        catch (ReplyException)
        {
            return new ListName(id, id); // the list can be shown without the name
        }
    }

    private string StepOf(RunProgress progress) =>
        RunTexts.Bounded(redactor.Redact(progress.Report ?? progress.Activity ?? progress.Step).ReplaceLineEndings(" "), MaxStep);

    private static string? ChecksOf(Run run) => run.Checks switch
    {
        null => null,
        { Failed.Count: > 0 } => "failed",
        { Pending: > 0 } => "running",
        _ => "passed",
    };
}
