namespace SlackAgents.Playground.Model;

/// <summary>One piece of the conversation.</summary>
/// <param name="Who">Who said it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Calls">Tool calls in it; only the assistant makes any.</param>
internal sealed record ConversationTurn(Speaker Who, string Text, int Calls = 0);
