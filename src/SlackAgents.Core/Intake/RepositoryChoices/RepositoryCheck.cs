using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>Whether work can begin in a repository, and whether this person may begin it.</summary>
internal sealed class RepositoryCheck(IRepositoryHost host, AccessPolicy access, RepositoryDirectory directory)
{
    /// <returns>What the host says of it, null where it does not answer now; or the refusal.</returns>
    public async Task<(RepositoryInfo? Info, Admission? Refusal)> CheckAsync(PersonId person, string channel, RepositoryName repository, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(person, channel, AccessAction.Start, null, repository), cancellationToken);
        if (!decision.Allowed)
        {
            return (null, Admission.Refuse(decision.Sentence!));
        }

        try
        {
            return (await host.GetRepositoryAsync(repository, cancellationToken), null);
        }
        catch (RepositoryException exception) when (exception.Failure is RepositoryFailure.Unavailable or RepositoryFailure.RateLimited)
        {
            // GitHub may be back when the run's turn comes; the preparation asks again and says what it sees.
            return (null, null);
        }
        catch (RepositoryException exception)
        {
            directory.Refresh();
            return (null, Admission.Refuse(exception.Message, Help(exception, repository)));
        }
    }

    private string Help(RepositoryException exception, RepositoryName repository)
    {
        var next = ReasonCatalog.Of(exception.Failure switch
        {
            RepositoryFailure.ReadOnly => ReasonCode.RepositoryReadOnly,
            RepositoryFailure.NotInstalled => ReasonCode.RepositoryNotInstalled,
            RepositoryFailure.NotAllowed => ReasonCode.RepositoryNotAllowed,
            _ => ReasonCode.InternalError,
        }).NextStep;
        var near = exception.Failure == RepositoryFailure.NotInstalled ? RepositoryChooser.Near(repository.ToString(), directory.Known).Where(name => name != repository).ToList() : [];
        var question = near.Count == 0 ? string.Empty : $" Did you mean {string.Join(" or ", near.Select(name => $"`repo={name}`"))}?";
        return exception.HelpUrl is { } url ? $"{next}{question} {url}" : next + question;
    }
}
