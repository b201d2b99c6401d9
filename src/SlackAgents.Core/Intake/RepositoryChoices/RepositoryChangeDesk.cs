using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>"Change repo" on a card: asks for the other repository, and moves the task there.</summary>
internal sealed class RepositoryChangeDesk(IRunStore store, AccessPolicy access, FormOpener opener, RepositoryChange change, RepositoryDirectory directory, PrivateAnswers answers) : IButtonDesk, IFormDesk
{
    /// <summary>Action of the button, whose value is the run id, and id of the form.</summary>
    public const string Action = "change_repo";

    private const string Title = "Change repo";
    private const string RepositoryField = RepositorySuggestions.FormField;
    private const string BaseField = "base";
    private const int MaxBranch = 200;

    public IReadOnlyCollection<string> Actions { get; } = [Action];

    public string FormId => Action;

    public Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken) => opener.OpenAsync(
        new FormOpening(click.Key, click.Person, click.TriggerId, address, FormOpener.Moment(Action, Title), "Click *Change repo* again."),
        () => FillAsync(click, cancellationToken),
        cancellationToken);

    public IReadOnlyDictionary<string, string> Check(FormSubmission submission)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!RepositoryName.TryParse(submission.Values.GetValueOrDefault(RepositoryField), out _))
        {
            problems[RepositoryField] = "Choose a repository.";
        }

        if (Base(submission) is { } branch && BranchRule.Broken(branch) is { } rule)
        {
            problems[BaseField] = $"“{OptionValues.Show(branch)}” is not a branch name: {rule}.";
        }

        return problems;
    }

    public async Task SubmitAsync(FormSubmission submission, CancellationToken cancellationToken)
    {
        var direct = new PrivateAddress(submission.Person, submission.Person.User, null, null);
        if (Check(submission).Count > 0 || await FindAsync(submission.Context, cancellationToken) is not { } run)
        {
            await answers.SayAsync(direct, submission.Key, "Nothing was changed: I do not know this run any more. Use `/agent list` to see your runs.", cancellationToken);
            return;
        }

        var repository = RepositoryName.Parse(submission.Values[RepositoryField]);
        if (await RefusalAsync(run, submission.Person, repository, cancellationToken) is { } sentence)
        {
            await answers.SayAsync(direct, submission.Key, sentence, cancellationToken);
            return;
        }

        var changed = await change.ChangeAsync(run, repository, Base(submission), cancellationToken);
        if (!changed.Admitted)
        {
            await answers.SayAsync(new PrivateAddress(submission.Person, run.Channel, run.ReplyThread, null), submission.Key, changed.Answer, cancellationToken);
        }
    }

    private async Task<Form> FillAsync(ButtonClick click, CancellationToken cancellationToken)
    {
        var run = await FindAsync(click.Value, cancellationToken);
        var isHere = run is not null && (run.Channel == click.Channel || (click.IsHome && run.Requester.Person == click.Person));
        return run is null || !isHere ? FormOpener.Notice(Action, Title, "I do not know this run any more. Use `/agent list` to see your runs.")
            : await RefusalAsync(run, click.Person, null, cancellationToken) is { } sentence ? FormOpener.Notice(Action, Title, sentence)
            : RunReplacements.Obstacle(run) is { } obstacle ? FormOpener.Notice(Action, Title, obstacle)
            : directory.Known.IsEmpty ? FormOpener.Notice(Action, Title, "GitHub has not told me yet which repositories I may see. Try again in a minute.")
            : Draw(run);
    }

    private static Form Draw(Run run) => new(
        Action,
        Title,
        "Change",
        run.Id.Value,
        [
            new FormText($"{(run.AtRest ? "The same task starts again" : "This run stops, and the same task starts again")} in the repository that you choose, in the same thread. Now it is in {run.Repository} ({run.RepositoryChoice})."),
            new SearchField(RepositoryField, "Repository", Selected: null, "Type a part of its name"),
            new TextField(BaseField, "Base branch", Value: null, Multiline: false, MaxBranch, "the repository's default branch", Optional: true),
        ]);

    private static string? Base(FormSubmission submission) => submission.Values.GetValueOrDefault(BaseField)?.Trim() is { Length: > 0 } branch ? branch : null;

    private async Task<Run?> FindAsync(string id, CancellationToken cancellationToken) => RunId.TryParse(id, out var run) ? await store.GetAsync(run.Value, cancellationToken) : null;

    /// <summary>Whoever may stop the run may move it, if they could start one there themselves.</summary>
    private async Task<string?> RefusalAsync(Run run, PersonId person, RepositoryName? repository, CancellationToken cancellationToken)
    {
        var control = await access.DecideAsync(new AccessQuestion(person, run.Channel, AccessAction.Control, run.Requester, run.Repository), cancellationToken);
        return control.Sentence ?? (repository is null ? null : (await access.DecideAsync(new AccessQuestion(person, run.Channel, AccessAction.Start, null, repository), cancellationToken)).Sentence);
    }
}
