using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Api;

/// <summary>A request for a run.</summary>
/// <param name="Text">What somebody would type after <c>/agent</c>.</param>
/// <param name="Options">Options beside the text, by their key in the grammar; they win over those in it.</param>
/// <param name="Channel">Where the card goes; null for the person's direct messages with the bot.</param>
internal sealed record ApiStart(PersonId Person, string Text, IReadOnlyDictionary<string, string> Options, string? Channel);
