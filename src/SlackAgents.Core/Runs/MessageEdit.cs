using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>What a message says now.</summary>
/// <param name="Text">Options and steering words taken out; never empty.</param>
/// <param name="Title">Title of the run, if the message is its task.</param>
/// <param name="Delivery">When the author wants it delivered; null when the text does not say.</param>
/// <param name="UniqueId">UUID of a correction's prompt: the same on every handling of the same edit.</param>
/// <param name="MayInform">False: what the agent was given already is not corrected.</param>
internal sealed record MessageEdit(string MessageTs, PersonId Author, string Text, string Title, TurnDelivery? Delivery, string UniqueId, bool MayInform);
