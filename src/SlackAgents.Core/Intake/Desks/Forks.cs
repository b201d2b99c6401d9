using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Makes the request of a new run out of one that exists.</summary>
internal sealed class Forks(IRunStore store, AccessPolicy access, RunAdmission admission, PrivateAnswers answers)
{
    /// <summary>Why this person may not start it there, or null.</summary>
    public async Task<string?> RefusalAsync(Run source, AgentCommand.Fork fork, string channel, PersonId person, CancellationToken cancellationToken) =>
        (await access.DecideAsync(new AccessQuestion(person, channel, AccessAction.Start, Repository: fork.Options.Repository ?? source.Repository), cancellationToken)).Sentence;

    /// <param name="key">Of the request: two with the same key make one run.</param>
    public async Task StartAsync(Run source, AgentCommand.Fork fork, string channel, string key, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var task = (await store.GetTurnsAsync(source.Id, cancellationToken)).Single(turn => turn.Number == 1);
        var request = new RunRequest
        {
            RunId = RunId.From($"{source.Id}/{key}"),
            RequestKey = $"{key}/fork",
            Requester = who,
            Channel = channel,
            Task = fork.Task ?? task.Prompt,
            Options = OptionsOf(source, fork.Options),
            ReplyTo = address,
            Surface = RequestSurface.Thread,
            MessageTs = source.Channel == channel ? task.MessageTs : null,
            Files = task.Files,
            ForkedFrom = source.Id,
        };
        var admitted = await admission.AdmitAsync(request, cancellationToken);
        if (admitted.Admitted)
        {
            await answers.SayAsync(address, $"{key}/forked", $"Forked run {source.Id} as {request.RunId}. Its card comes in a moment.", cancellationToken);
        }
        else
        {
            await answers.SayAsync(address, $"{key}/forked", admitted.Answer, cancellationToken);
        }
    }

    /// <summary>The same place and the same agent, where nothing else was said. The work goes on where that run's work is.</summary>
    private static RunOptions OptionsOf(Run source, RunOptions said)
    {
        var elsewhere = said.RepositoryWord is not null || (said.Repository is { } other && !other.Equals(source.Repository));
        var otherAgent = said.Harness is { } harness && harness != source.Harness;
        return new RunOptions
        {
            Repository = said.RepositoryWord is null ? said.Repository ?? source.Repository : null,
            RepositoryWord = said.RepositoryWord,
            Base = said.Base ?? (elsewhere ? null : source.PushedSha is null ? source.Base : source.Branch),
            Harness = said.Harness ?? source.Harness,
            Model = said.Model ?? (otherAgent || source.Provider.Length == 0 ? null : $"{source.Provider}/{source.Model}"),
            Push = said.Push ?? source.Push,
            Steering = said.Steering ?? source.Steering,
            Context = said.Context ?? source.ContextMode,
        };
    }
}
