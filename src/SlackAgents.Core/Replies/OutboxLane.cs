namespace SlackAgents.Core.Replies;

/// <summary>What must be sent one after the other: the posts of a channel, the edits of a message, the reactions on one.</summary>
internal static class OutboxLane
{
    /// <summary>Stores compute the same in their own language.</summary>
    public static string Of(OutboxMessage message) => message.Kind switch
    {
        OutboxKind.Card or OutboxKind.Message or OutboxKind.File => $"post:{message.Channel}",
        OutboxKind.CardUpdate => $"edit:{message.Run?.Value}",
        OutboxKind.Edit => $"edit:{message.TargetKey}",
        OutboxKind.Private => $"private:{message.Key}",
        _ => $"reaction:{message.TargetTs ?? message.Key}",
    };
}
