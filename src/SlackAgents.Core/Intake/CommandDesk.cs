using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Intake;

/// <summary>Serves <c>/agent …</c> and its twins.</summary>
internal sealed class CommandDesk(CommandGrammar grammar, RunAdmission admission, RunDesk runs, IRunStore store, PrivateAnswers answers, IEnumerable<ICommandServer> servers)
{
    private const int ListLength = 10;


    public Task ServeAsync(CommandInvocation command, Requester who, PrivateAddress address, CancellationToken cancellationToken) =>
        grammar.Parse(command.Text) switch
        {
            AgentCommand.Run run => StartAsync(command, run, who, address, cancellationToken),
            AgentCommand.List => ListAsync(command, who, address, cancellationToken),
            AgentCommand.Status status => StatusAsync(command, status.RunId, who, address, cancellationToken),
            AgentCommand.Stop stop => StopAsync(command, stop.RunId, who, address, cancellationToken),
            AgentCommand.Invalid invalid => answers.SayAsync(address, command.Key, Refusal(invalid.Sentence, invalid.Suggestion is null ? null : $"Try: `{invalid.Suggestion}`"), cancellationToken),
            var other => ServerOf(other).ServeAsync(other, command, who, address, cancellationToken),
        };

    private ICommandServer ServerOf(AgentCommand command) =>
        servers.FirstOrDefault(server => server.Serves == command.GetType()) ?? throw new InvalidOperationException($"{command.GetType().Name} has no server.");

    private static ReplyContent Refusal(string sentence, string? nextStep) =>
        new(nextStep is null ? sentence : $"{sentence} {nextStep}", [new Paragraph(nextStep is null ? sentence : $"{sentence} {nextStep}")]);

    private async Task StartAsync(CommandInvocation command, AgentCommand.Run asked, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var request = new RunRequest
        {
            RunId = RunId.New(),
            RequestKey = command.RequestKey ?? command.Key,
            Requester = who,
            Channel = command.Channel,
            ThreadTs = command.ThreadTs ?? command.MessageTs,
            Task = asked.Task,
            Options = asked.Options,
            ReplyTo = address,
            Surface = command.Surface,
            MessageTs = command.MessageTs,
            Files = command.Files,
        };
        var admitted = await admission.AdmitAsync(request, cancellationToken);
        if (!admitted.Admitted)
        {
            await answers.SayAsync(address, command.Key, admitted.Answer, cancellationToken);
        }
        else if (asked.HiddenRemoved > 0)
        {
            await answers.SayAsync(address, command.Key, $"The task held {asked.HiddenRemoved} invisible characters; they were taken out before the agent sees it.", cancellationToken);
        }
    }

    private async Task ListAsync(CommandInvocation command, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var recent = await store.ListRecentAsync(who.Person, ListLength, cancellationToken);
        if (recent.Count == 0)
        {
            await answers.SayAsync(address, command.Key, "You have no runs yet. Start one with `/agent repo=owner/name <task>`.", cancellationToken);
            return;
        }

        var lines = recent.Select(run => $"{RunTexts.State(run)} · {run.Id} · {run.Repository} · {run.Title}{(run.PullRequestUrl is null ? string.Empty : $" · {run.PullRequestUrl}")}");
        await answers.SayAsync(
            address,
            command.Key,
            new ReplyContent($"Your last {recent.Count} runs", [new Paragraph($"Your last {recent.Count} runs:\n{string.Join('\n', lines)}"), new Note("`/agent status <run>` shows one; `/agent stop <run>` stops it.")]),
            cancellationToken);
    }

    private async Task StatusAsync(CommandInvocation command, RunId? id, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await FindOrLatestAsync(id, who, command.Channel, cancellationToken) is not { } run)
        {
            await answers.SayAsync(address, command.Key, Missing(id, "You have no runs yet."), cancellationToken);
            return;
        }

        await runs.ControlAsync(run, ThreadVerb.Status, who, address, command.Key, cancellationToken);
    }

    private async Task StopAsync(CommandInvocation command, RunId? id, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var own = id is null ? await ListOwnAsync(who, cancellationToken) : [];
        if (own.Count > 1)
        {
            var lines = own.Select(one => $"`/agent stop {one.Id}` · {one.Repository} · {one.Title}");
            await answers.SayAsync(address, command.Key, $"{own.Count} of your runs are under way. Which one?\n{string.Join('\n', lines)}", cancellationToken);
            return;
        }

        if ((own is [var only] ? only : await FindAsync(id, who, command.Channel, cancellationToken)) is not { } run)
        {
            await answers.SayAsync(address, command.Key, Missing(id, "None of your runs is under way."), cancellationToken);
            return;
        }

        if (await runs.RefusalAsync(run, who, command.Channel, cancellationToken) is { } sentence)
        {
            await answers.SayAsync(address, command.Key, sentence, cancellationToken);
            return;
        }

        await runs.ControlAsync(run, ThreadVerb.Stop, who, address, command.Key, cancellationToken);
    }

    /// <summary>
    /// The run that is meant. A run's id is no secret (it is in the branch's name), so somebody else's run is known only in
    /// its own channel, to its requester and to operators: it may belong to a channel that this person cannot see.
    /// </summary>
    private async Task<Run?> FindAsync(RunId? id, Requester who, string channel, CancellationToken cancellationToken) =>
        id is { } named
        && await store.GetAsync(named, cancellationToken) is { } run
        && (run.Channel == channel || await runs.RefusalAsync(run, who, channel, cancellationToken) is null) ? run : null;

    private async Task<Run?> FindOrLatestAsync(RunId? id, Requester who, string channel, CancellationToken cancellationToken) =>
        id is not null ? await FindAsync(id, who, channel, cancellationToken)
        : await store.ListRecentAsync(who.Person, 1, cancellationToken) is [var latest, ..] ? latest : null;

    private async Task<IReadOnlyList<Run>> ListOwnAsync(Requester who, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Where(run => run.Requester.Person == who.Person)];

    private static string Missing(RunId? id, string none) => id is { } named
        ? $"There is no run {named}. Use `/agent list` to see your runs."
        : $"{none} Use `/agent list` to see your runs.";
}
