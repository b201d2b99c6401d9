using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Lists runs by where they stand: the person's own, or all of the channel; operators see every channel's.</summary>
internal sealed class ListServer(IRunStore store, RunDesk runs, RunsLinks links, PrivateAnswers answers) : ICommandServer
{
    private const int MaxLines = 8;
    private const int LookedAt = 60;

    public Type Serves => typeof(AgentCommand.List);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var all = ((AgentCommand.List)command).All;
        var found = all ? await EverybodysAsync(invocation, who, cancellationToken) : await OwnAsync(who, cancellationToken);
        if (found.Count == 0)
        {
            var none = all ? "There are no runs in this channel yet." : "You have no runs yet.";
            none += " Start one with `/agent repo=owner/name <task>`.";
            await answers.SayAsync(address, invocation.Key, new ReplyContent(none, [new Paragraph(none), await PageAsync(who, cancellationToken)]), cancellationToken);
            return;
        }

        var parts = new List<ReplyPart>();
        AddGroup(parts, "Running", [.. found.Where(run => !run.AtRest && run.State != RunState.Queued)], all);
        AddGroup(parts, "Waiting", [.. found.Where(run => run.State == RunState.Queued)], all);
        AddGroup(parts, "Recent", [.. found.Where(run => run.AtRest)], all);
        parts.Add(await PageAsync(who, cancellationToken));
        parts.Add(new Note("`/agent status <run>` shows one, `/agent stop <run>` stops it, `/agent logs <run>` tells what it did. The page with all runs opens once, for you, and for ten minutes."));
        await answers.SayAsync(address, invocation.Key, new ReplyContent($"{found.Count} {(found.Count == 1 ? "run" : "runs")}", parts), cancellationToken);
    }

    /// <summary>Signs the person's browser in.</summary>
    private async Task<Buttons> PageAsync(Requester who, CancellationToken cancellationToken) =>
        new([new Button(string.Empty, "All runs", string.Empty, Url: await links.CreateAsync(who, cancellationToken))]);

    private static void AddGroup(List<ReplyPart> parts, string title, IReadOnlyList<Run> runs, bool withPerson)
    {
        if (runs.Count > 0)
        {
            var lines = runs.Take(MaxLines).Select(run => Line(run, withPerson)).Prepend($"{title}:");
            parts.Add(new Paragraph(string.Join('\n', runs.Count > MaxLines ? lines.Append($"… and {runs.Count - MaxLines} more") : lines)));
        }
    }

    private static string Line(Run run, bool withPerson) =>
        $"{RunTexts.State(run)} · {run.Id} · {run.Repository} · {run.Title}"
        + (withPerson ? $" · {run.Requester.DisplayName}" : string.Empty)
        + (run.PullRequestUrl is null ? string.Empty : $" · {run.PullRequestUrl}");

    private async Task<IReadOnlyList<Run>> OwnAsync(Requester who, CancellationToken cancellationToken)
    {
        // A run that is under way may be older than the recent ones.
        var underWay = (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Where(run => run.Requester.Person == who.Person);
        return [.. underWay.Concat(await store.ListRecentAsync(who.Person, LookedAt, cancellationToken)).DistinctBy(run => run.Id)];
    }

    private async Task<IReadOnlyList<Run>> EverybodysAsync(CommandInvocation invocation, Requester who, CancellationToken cancellationToken)
    {
        var known = (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Concat(await store.ListRecentAsync(requester: null, LookedAt, cancellationToken)).DistinctBy(run => run.Id);
        var shown = new List<Run>();
        foreach (var run in known)
        {
            // Who may stop another channel's run may know of it.
            if (run.Channel == invocation.Channel || await runs.RefusalAsync(run, AccessAction.Control, who, invocation.Channel, cancellationToken) is null)
            {
                shown.Add(run);
            }
        }

        return shown;
    }
}
