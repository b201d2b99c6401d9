using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>Somebody types into a picker.</summary>
/// <param name="Field">Name of the field, or action of the picker.</param>
/// <param name="Typed">What was typed so far; may be empty.</param>
/// <param name="Channel">Where the picker stands; null in a modal.</param>
internal sealed record ChoiceQuery(PersonId Person, string Field, string Typed, string? Channel);
