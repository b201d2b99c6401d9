using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>May this person do this?</summary>
/// <param name="Channel">Where it is asked for; the person's own id stands for their direct messages with the bot.</param>
/// <param name="Owner">Requester of the run that it is about; null when it is about none.</param>
/// <param name="Repository">The repository that it is about; null while none is known.</param>
internal sealed record AccessQuestion(PersonId Person, string Channel, AccessAction Action, Requester? Owner = null, RepositoryName? Repository = null)
{
    /// <summary>
    /// Where the run is that it is about, when that may be elsewhere. From elsewhere only its requester and operators
    /// reach a run: it may be in a channel that this person cannot look into.
    /// </summary>
    public string? RunChannel { get; init; }
}
