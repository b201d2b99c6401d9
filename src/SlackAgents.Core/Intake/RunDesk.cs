using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>Finds the run that somebody means, and whether they may do with it what they ask for.</summary>
internal sealed class RunDesk(IRunStore store, AccessPolicy access, RunAudit audit, PrivateAnswers answers)
{
    public Task<Run?> FindAsync(string channel, string threadTs, CancellationToken cancellationToken) =>
        store.FindByThreadAsync(new ThreadAddress(channel, threadTs), cancellationToken);

    /// <summary>The run that a button names, if the button stands in that run's channel or in its requester's App Home.</summary>
    public async Task<Run?> FindAsync(RunId? id, ButtonClick click, CancellationToken cancellationToken) =>
        id is { } named && await store.GetAsync(named, cancellationToken) is { } run && (run.Channel == click.Channel || (click.IsHome && run.Requester.Person == click.Person)) ? run : null;

    /// <summary>The run that a message belongs to: its card, its thread's root, or a follow-up of it.</summary>
    public Task<Run?> FindByMessageAsync(string channel, string messageTs, CancellationToken cancellationToken) =>
        store.FindByMessageAsync(new ThreadAddress(channel, messageTs), cancellationToken);

    /// <summary>Whether a run of this channel waits for its card, so that a reply to it cannot be recognised yet.</summary>
    public async Task<bool> IsPostingCardAsync(string channel, CancellationToken cancellationToken) =>
        (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Any(run => run.Channel == channel && run.ReplyThread is null);

    /// <summary>The run that a command is about, if this person may do that with it; else the person is told why not, and there is none.</summary>
    /// <param name="id">Null: the person's own latest.</param>
    public async Task<Run?> TakeAsync(RunId? id, AccessAction action, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, who, invocation.Channel, cancellationToken) is not { } run)
        {
            await answers.SayAsync(address, invocation.Key, Missing(id), cancellationToken);
            return null;
        }

        if (await RefusalAsync(run, action, who, invocation.Channel, cancellationToken) is { } sentence)
        {
            audit.Refused(run, who, action.ToString().ToLowerInvariant(), sentence, invocation.Key);
            await answers.SayAsync(address, invocation.Key, sentence, cancellationToken);
            return null;
        }

        return run;
    }

    /// <summary>Why this person may not do that with the run, or null.</summary>
    public async Task<string?> RefusalAsync(Run run, AccessAction action, Requester who, string channel, CancellationToken cancellationToken) =>
        (await access.DecideAsync(new AccessQuestion(who.Person, channel, action, run.Requester, run.Repository) { RunChannel = run.Channel }, cancellationToken)).Sentence;

    /// <summary>
    /// The run that is meant. A run's id is no secret (it is in the branch's name), so somebody else's run is known only in
    /// its own channel, to its requester and to operators: it may belong to a channel that this person cannot see.
    /// </summary>
    private async Task<Run?> FindAsync(RunId? id, Requester who, string channel, CancellationToken cancellationToken)
    {
        if (id is not { } named)
        {
            return await store.ListRecentAsync(who.Person, 1, cancellationToken) is [var latest, ..] ? latest : null;
        }

        return await store.GetAsync(named, cancellationToken) is { } run
            && (run.Channel == channel || await RefusalAsync(run, AccessAction.Control, who, channel, cancellationToken) is null) ? run : null;
    }

    private static string Missing(RunId? id) => id is { } named
        ? $"There is no run {named}. Use `/agent list` to see your runs."
        : "You have no runs yet. Start one with `/agent <task>`.";
}
