using System.Collections.Frozen;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake;

/// <inheritdoc/>
internal sealed class InstantAnswers(IEnumerable<IFormDesk> forms, IEnumerable<IChoiceSource> sources) : IInstantAnswers
{
    private readonly FrozenDictionary<string, IFormDesk> _forms = forms.ToFrozenDictionary(form => form.FormId, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, IChoiceSource> _sources = sources.ToFrozenDictionary(source => source.Field, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> CheckForm(FormSubmission submission) =>
        _forms.TryGetValue(submission.FormId, out var form) ? form.Check(submission) : FrozenDictionary<string, string>.Empty;

    public async Task<IReadOnlyList<FormChoice>> SuggestAsync(ChoiceQuery query, CancellationToken cancellationToken) =>
        _sources.TryGetValue(query.Field, out var source) ? await source.SuggestAsync(query, cancellationToken) : [];
}
