using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>Something said to a run's agent.</summary>
/// <param name="Key">Unique per request.</param>
/// <param name="MessageTs">The message it was said in, where reactions go; null for a command.</param>
/// <param name="Delivery">When it is to reach the agent, where that was said outside of the text.</param>
internal sealed record Reply(string Key, string Text, string? MessageTs, TurnDelivery? Delivery = null)
{
    public IReadOnlyList<MessageFile> Files { get; init; } = [];
}
