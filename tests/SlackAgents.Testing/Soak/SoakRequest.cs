using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Delivery;

namespace SlackAgents.Testing.Soak;

/// <summary>One thing that somebody asked for in a soak, and what Slack's side of it saw.</summary>
/// <param name="Mark">A word that no other request has.</param>
/// <param name="IsTask">Asks for a run; else it asks a question or will be refused, and is answered privately.</param>
/// <param name="Receipt">Of a slash command.</param>
/// <param name="MentionTs">Of a mention.</param>
internal sealed record SoakRequest(string Mark, bool IsTask, CommandReceipt? Receipt, string? MentionTs)
{
    /// <summary>The product said that it has it: from here on it owes one answer.</summary>
    public bool IsAccepted(IReadOnlyList<EventDelivery> deliveries) =>
        Receipt?.Acknowledged ?? deliveries.Any(delivery => delivery.Acknowledged && delivery.EventType == "app_mention" && delivery.OuterJson.Contains(MentionTs!, StringComparison.Ordinal));

    /// <summary>Private answers to the command, in its acknowledgement or after it.</summary>
    public int PrivateAnswers => Receipt is null ? 0 : (Receipt.Text.Length > 0 ? 1 : 0) + Receipt.Responses.Count(response => response.Error is null);
}
