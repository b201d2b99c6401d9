using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>Decides whether a request becomes a run, before it costs anything: repository, harness, model, queue.</summary>
internal sealed class RunAdmission(
    IRepositoryHost repositories,
    HarnessSelector harnesses,
    RunFactory factory,
    RunQueue queue,
    SettingsBook settings,
    IOptions<RunsOptions> limits)
{
    /// <summary>Adds the run and its card, or says why not. Safe to repeat with the same request.</summary>
    public async Task<Admission> AdmitAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var layers = await settings.GetLayersAsync(request.Requester.Person, request.Channel, thread: null, cancellationToken);
        if (ChooseRepository(request, layers) is not { } choice)
        {
            return Admission.Refuse(
                "No repository was named, and this channel has no default one.",
                "Add `repo=owner/name`, or ask an operator to set Defaults:Channels for this channel.");
        }

        var selection = harnesses.Select(request.Options, layers);
        if (selection.Choice is not { } harness)
        {
            return Admission.Refuse(selection.Sentence, selection.NextStep);
        }

        if (queue.Length >= limits.Value.MaxQueued)
        {
            var full = ReasonCatalog.Of(ReasonCode.QueueFull);
            return Admission.Refuse(full.Sentence, full.NextStep);
        }

        RepositoryInfo? info;
        try
        {
            info = await repositories.GetRepositoryAsync(choice.Repository, cancellationToken);
        }
        catch (RepositoryException exception) when (exception.Failure is RepositoryFailure.Unavailable or RepositoryFailure.RateLimited)
        {
            // GitHub may be back when the run's turn comes; the preparation asks again and says what it sees.
            info = null;
        }
        catch (RepositoryException exception)
        {
            return Admission.Refuse(exception.Message, Help(exception));
        }

        var steering = request.Options.Steering ?? layers.FirstValue(layer => layer.Steering) ?? limits.Value.Steering;
        var added = await factory.CreateAsync(request with { Options = request.Options with { Steering = steering } }, choice, info, harness, cancellationToken);
        return Admission.Admit(added);
    }

    private static RepositoryChoice? ChooseRepository(RunRequest request, DefaultLayers layers)
    {
        if (request.Options.Repository is { } named)
        {
            return new RepositoryChoice(named, "you named it", request.Options.Base);
        }

        var preset = layers.InOrder.FirstOrDefault(layer => layer.Defaults.Repository is not null);
        return RepositoryName.TryParse(preset.Defaults?.Repository, out var repository)
            ? new RepositoryChoice(repository, preset.Source, request.Options.Base ?? preset.Defaults!.Base)
            : null;
    }

    private static string Help(RepositoryException exception)
    {
        var next = ReasonCatalog.Of(exception.Failure switch
        {
            RepositoryFailure.ReadOnly => ReasonCode.RepositoryReadOnly,
            RepositoryFailure.NotInstalled => ReasonCode.RepositoryNotInstalled,
            RepositoryFailure.NotAllowed => ReasonCode.RepositoryNotAllowed,
            _ => ReasonCode.InternalError,
        }).NextStep;
        return exception.HelpUrl is { } url ? $"{next} {url}" : next;
    }
}
