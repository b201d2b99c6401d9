using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>
/// Says in a channel what was changed in its settings, once per change: the message's key is made from the change, so
/// that handling the same request again says nothing new.
/// </summary>
internal sealed partial class SettingsAudit(IOutbox outbox, OutboxWakeup wakeup, TimeProvider time, ILogger<SettingsAudit> logger)
{
    public const string UndoAction = "settings_undo";

    public Task AnnounceAsync(string channel, ChannelChange change, CancellationToken cancellationToken)
    {
        var lines = SettingWords.Differences(change.Before, change.After);
        Log.Changed(logger, change.By.Person, channel, string.Join("; ", lines));
        return SayAsync([Message(channel, change, Content(change, lines, [new Buttons([new Button(UndoAction, "Undo", change.Key)]), new Note("It counts for runs that start from now on. Undo works for 24 hours, unless something else is changed meanwhile.")]))], cancellationToken);
    }

    /// <summary>Says that a change was taken back, and takes the button from the message of that change.</summary>
    public Task AnnounceUndoAsync(string channel, ChannelChange undone, ChannelChange change, CancellationToken cancellationToken)
    {
        var lines = SettingWords.Differences(change.Before, change.After);
        Log.Changed(logger, change.By.Person, channel, string.Join("; ", lines));
        var closed = Message(channel, undone, Content(undone, SettingWords.Differences(undone.Before, undone.After), [new Note($"Undone by {change.By.DisplayName}.")])) with
        {
            Key = $"{KeyOf(channel, undone)}/undone",
            Kind = OutboxKind.Edit,
            TargetKey = KeyOf(channel, undone),
        };
        return SayAsync([Message(channel, change, Content(change, lines, [])), closed], cancellationToken);
    }

    /// <summary>Where the change's message goes by.</summary>
    public static string KeyOf(string channel, ChannelChange change) => $"settings/{channel}/{change.Key}";

    private static ReplyContent Content(ChannelChange change, IReadOnlyList<string> lines, IReadOnlyList<ReplyPart> more)
    {
        var title = $"{change.By.DisplayName} {(change.Undoes is null ? "changed" : "took back the last change of")} the settings of this channel";
        return new ReplyContent($"⚙️ {title}", [new Paragraph($"⚙️ {title}:\n{string.Join('\n', lines.Select(line => $"• {line}"))}"), .. more]);
    }

    private OutboxMessage Message(string channel, ChannelChange change, ReplyContent content) => new()
    {
        Key = KeyOf(channel, change),
        Kind = OutboxKind.Message,
        Priority = OutboxPriority.Normal,
        Channel = channel,
        Content = content,
        CreatedAt = time.GetUtcNow(),
    };

    private async Task SayAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(messages, cancellationToken);
        wakeup.Raise();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1040, Level = LogLevel.Information, Message = "{Person} changed the settings of channel {Channel}: {Lines}")]
        public static partial void Changed(ILogger logger, PersonId person, string channel, string lines);
    }
}
