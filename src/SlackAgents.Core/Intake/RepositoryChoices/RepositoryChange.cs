using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>Starts a run's request again in another repository, and ends the run in its favour.</summary>
internal sealed class RepositoryChange(IRunStore store, RunAdmission admission, RunReplacements replacements)
{
    /// <summary>Safe to repeat: the new run is the same one each time, and is there before the old one stops.</summary>
    public async Task<Admission> ChangeAsync(Run run, RepositoryName repository, string? baseBranch, CancellationToken cancellationToken)
    {
        var next = RunReplacements.IdOf(run.Id);
        if (await store.GetAsync(next, cancellationToken) is { } already)
        {
            // Said before; a crash may have come between the two runs.
            await replacements.ReplaceAsync(run.Id, next, cancellationToken);
            return already.Repository == repository ? Admission.Admit(added: false) : Admission.Refuse($"This task goes on in {already.Repository} as run {next} already.", "Change that one.");
        }

        if (RunReplacements.Obstacle(run) is { } obstacle)
        {
            return Admission.Refuse(obstacle);
        }

        if (run.Repository == repository && (baseBranch is null || baseBranch == run.Base))
        {
            return Admission.Refuse($"This run works in {repository} already.", "Choose another one, or leave it as it is.");
        }

        var first = (await store.GetTurnsAsync(run.Id, cancellationToken)).Single(turn => turn.Number == 1);
        var admitted = await admission.AdmitAsync(Again(run, first, next, repository, baseBranch), cancellationToken);
        return !admitted.Admitted || await replacements.ReplaceAsync(run.Id, next, cancellationToken)
            ? admitted
            : Admission.Refuse($"Run {run.Id} put its work on GitHub before it could be stopped.", $"Run {next} does the same in {repository}; stop the one that you do not want.");
    }

    private static RunRequest Again(Run run, Turn first, RunId next, RepositoryName repository, string? baseBranch) => new()
    {
        RunId = next,
        RequestKey = $"{run.Id}/replaced",
        Requester = run.Requester,
        Channel = run.Channel,
        ThreadTs = run.ReplyThread,
        Task = first.Prompt,
        Options = new RunOptions
        {
            Repository = repository,
            Base = baseBranch,
            // What nobody named is left to the defaults, so that the run may still fall back.
            Harness = run.AgentNamed ? run.Harness : null,
            Model = !run.AgentNamed || run.Provider.Length == 0 ? null : $"{run.Provider}/{run.Model}",
            Push = run.Push,
            Steering = run.Steering,
            Context = run.ContextMode,
        },
        RepositoryHow = "changed by hand",
        Surface = run.Surface,
        MessageTs = first.MessageTs,
        Files = first.Files,
        ForkedFrom = run.Id,
        ReplyTo = new PrivateAddress(run.Requester.Person, run.Channel, run.ReplyThread, null),
    };
}
