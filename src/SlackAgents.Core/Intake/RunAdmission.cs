using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Intake;

/// <summary>
/// Decides whether a request becomes a run, before it costs anything: repository, person, harness, model, queue. Every
/// surface goes through here, so the same request is the same run.
/// </summary>
internal sealed class RunAdmission(
    RequestDefaults defaults,
    RepositoryChooser chooser,
    RepositoryQuestions questions,
    RepositoryCheck repositories,
    HarnessSelector harnesses,
    RunFactory factory)
{
    /// <summary>Adds the run and its card, or says why not. Safe to repeat with the same request.</summary>
    public async Task<Admission> AdmitAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var (layers, thread) = await defaults.FindAsync(request.Requester.Person, request.Channel, request.ThreadTs, cancellationToken);
        var decision = await chooser.ChooseAsync(request, layers, thread, cancellationToken);
        if (decision.Choice is not { } choice)
        {
            return await questions.AskAsync(request, decision, cancellationToken);
        }

        var selection = harnesses.Select(request.Options, layers);
        if (selection.Choice is not { } harness)
        {
            return Admission.Refuse(selection.Sentence, selection.NextStep);
        }

        if (factory.IsQueueFull)
        {
            var full = ReasonCatalog.Of(ReasonCode.QueueFull);
            return Admission.Refuse(full.Sentence, full.NextStep);
        }

        var (info, refusal) = await repositories.CheckAsync(request.Requester.Person, request.Channel, choice.Repository, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var filled = request with { Options = defaults.Fill(request.Options, layers) };
        return Admission.Admit(await factory.CreateAsync(filled, choice, info, harness, cancellationToken));
    }
}
