namespace SlackAgents.Core.Intake.Api;

/// <summary>Why a request of the API was not done.</summary>
/// <param name="NextStep">What to do instead; null when the sentence says it.</param>
internal sealed record ApiProblem(ApiProblemKind Kind, string Sentence, string? NextStep = null);
