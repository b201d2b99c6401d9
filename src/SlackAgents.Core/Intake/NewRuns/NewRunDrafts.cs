using SlackAgents.Core.Documents;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>Remembers what a form was opened for: what comes back from Slack carries an id and no more.</summary>
internal sealed class NewRunDrafts(IDocumentStore documents, TimeProvider time)
{
    private readonly DocumentBook<NewRunDraft> _drafts = new(documents, "new-run-drafts", IntakeJsonContext.Default.NewRunDraft, time, DraftId.Lifetime);

    public Task<NewRunDraft?> FindAsync(string id, CancellationToken cancellationToken) => _drafts.GetAsync(id, cancellationToken);

    /// <returns>Its id.</returns>
    public async Task<string> AddAsync(NewRunDraft draft, CancellationToken cancellationToken)
    {
        var id = DraftId.New();
        await _drafts.PutAsync(id, draft, cancellationToken);
        return id;
    }
}
