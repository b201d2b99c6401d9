using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>May this person do this?</summary>
/// <param name="Channel">Where it is asked for; the person's own id stands for their direct messages with the bot.</param>
/// <param name="Owner">Requester of the run that it is about; null when it is about none.</param>
/// <param name="Repository">The repository that it is about; null while none is known.</param>
internal sealed record AccessQuestion(PersonId Person, string Channel, AccessAction Action, Requester? Owner = null, RepositoryName? Repository = null);
