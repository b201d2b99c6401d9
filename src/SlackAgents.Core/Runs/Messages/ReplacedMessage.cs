using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Messages;

/// <summary>
/// The end of a run whose task goes on in another one. It mentions nobody: whoever asked for that knows, and the new
/// run's card stands in the same thread.
/// </summary>
internal static class ReplacedMessage
{
    /// <param name="dropped">Follow-ups that were not delivered.</param>
    public static OutboxMessage Compose(Run run, int dropped, DateTimeOffset now)
    {
        var lost = dropped switch
        {
            0 => string.Empty,
            1 => " 1 waiting reply was not delivered; say it again to the new run.",
            _ => $" {dropped} waiting replies were not delivered; say them again to the new run.",
        };
        var sentence = $"🛑 Stopped. The task goes on as run {run.ReplacedBy}.{lost}";
        return new OutboxMessage
        {
            Key = TurnEndMessage.KeyOf(run.Id, run.Turn),
            Run = run.Id,
            Kind = OutboxKind.Message,
            Priority = OutboxPriority.Terminal,
            Channel = run.Channel,
            Content = new ReplyContent(sentence, [new Note(sentence)]),
            CreatedAt = now,
        };
    }
}
