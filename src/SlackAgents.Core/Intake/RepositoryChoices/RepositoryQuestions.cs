using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>Asks whoever made a request for its repository, and remembers the request until they choose.</summary>
internal sealed class RepositoryQuestions(RepositoryDirectory directory, IDocumentStore documents, TimeProvider time)
{
    /// <summary>A button with one candidate; its value is the draft and the repository.</summary>
    public const string ChooseAction = "choose_repo";

    /// <summary>The picker over all of them; its value is the draft.</summary>
    public const string PickAction = "pick_repo";

    private const int LongestButton = 75;

    private readonly DocumentBook<RunDraft> _drafts = new(documents, "run-drafts", IntakeJsonContext.Default.RunDraft, time, DraftId.Lifetime);

    public Task<RunDraft?> FindAsync(string draft, CancellationToken cancellationToken) => _drafts.GetAsync(draft, cancellationToken);

    /// <summary>Keeps the draft, so that a later click can be told what became of it.</summary>
    public Task CloseAsync(string draft, string key, RepositoryName repository, CancellationToken cancellationToken) =>
        _drafts.ChangeAsync(draft, found => found is { StartedBy: null } ? found with { StartedBy = key, Repository = repository } : found, cancellationToken);

    /// <summary>The refusal, with a question where the surface has buttons.</summary>
    public async Task<Admission> AskAsync(RunRequest request, RepositoryDecision decision, CancellationToken cancellationToken)
    {
        var known = directory.Known;
        if (known.IsEmpty && decision.Candidates.Count == 0)
        {
            return Admission.Refuse(decision.Sentence, NothingKnown(known));
        }

        var refusal = Admission.Refuse(decision.Sentence, ByHand(decision.Candidates));
        if (request.Surface == RequestSurface.Api)
        {
            return refusal;
        }

        var draft = DraftId.New();
        await _drafts.PutAsync(draft, new RunDraft { Request = request }, cancellationToken);
        return refusal with { Question = Question(draft, decision, known) };
    }

    private static ReplyContent Question(string draft, RepositoryDecision decision, KnownRepositories known)
    {
        var parts = new List<ReplyPart> { new Paragraph($"Which repository? {decision.Sentence}") };
        if (decision.Candidates.Count > 0)
        {
            parts.Add(new Buttons([.. decision.Candidates.Select(name => new Button(ChooseAction, ButtonText(name), $"{draft}/{name}"))]));
        }

        if (!known.IsEmpty)
        {
            parts.Add(new Picker(PickAction, "Find a repository", draft));
        }

        parts.Add(new Note("The task is kept for 24 hours and starts as soon as you choose. To say it at once the next time, add repo=owner/name."));
        return new ReplyContent($"Which repository? {decision.Sentence}", parts);
    }

    private static string ButtonText(RepositoryName name) =>
        Grammar.RunTitle.Cut($"Use {name}" is { Length: <= LongestButton } whole ? whole : $"Use {name.Name}", LongestButton);

    private static string ByHand(IReadOnlyList<RepositoryName> candidates) => candidates.Count == 0
        ? "Add `repo=owner/name`."
        : $"Add {string.Join(" or ", candidates.Select(name => $"`repo={name}`"))}.";

    private string NothingKnown(KnownRepositories known) =>
        !directory.HasAnswer ? "GitHub has not told me yet which ones I may see: add `repo=owner/name`, or try again in a minute."
        : known.InstallUrl is { } url ? $"I may see none yet: install the GitHub App on one ({url}), or add `repo=owner/name`."
        : "I may see none yet: install the GitHub App on one, or add `repo=owner/name`.";
}
