using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// Where both transports bring their payloads: decides what becomes of one, writes it to the inbox, and gives what its
/// acknowledgement carries. What is to be kept is on the disk when this returns.
/// </summary>
internal sealed partial class PayloadIntake(IInbox inbox, AcknowledgementAnswers answers, ChannelTeams channels, ILogger<PayloadIntake> logger)
{
    /// <summary>The answer may take a moment, so nothing else should wait for it.</summary>
    public static bool IsQuestion(string type, JsonElement payload) => type is EnvelopeReader.Interactive && payload.Text("type") is "block_suggestion";

    /// <param name="type">Envelope type, see <see cref="EnvelopeReader"/>.</param>
    public async Task<IntakeAnswer> TakeAsync(string type, JsonElement payload, CancellationToken cancellationToken)
    {
        if (IsQuestion(type, payload))
        {
            return new IntakeAnswer(Acknowledge: true, await answers.SuggestAsync(payload, cancellationToken));
        }

        var verdict = EnvelopeReader.Read(type, payload);
        if (verdict.Item is not { } item)
        {
            LogNotKept(verdict);
            // A payload that cannot be read does not get better when it comes again.
            return IntakeAnswer.Done;
        }

        return item.Kind is InboxKinds.FormSubmission && answers.FindProblems(payload) is { } problems
            ? new IntakeAnswer(Acknowledge: true, problems)
            : await KeepAsync(item, payload, cancellationToken);
    }

    private async Task<IntakeAnswer> KeepAsync(InboxItem item, JsonElement payload, CancellationToken cancellationToken)
    {
        try
        {
            await channels.RecordAsync(payload, cancellationToken);
            if (!await inbox.AddAsync(item, cancellationToken))
            {
                Log.Duplicate(logger, item.Kind);
            }

            return IntakeAnswer.Done;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotStored(logger, item.Kind, exception);
            return IntakeAnswer.NotTaken;
        }
    }

    private void LogNotKept(EnvelopeVerdict verdict)
    {
        if (verdict.IsMalformed)
        {
            Log.Malformed(logger, verdict.Reason);
        }
        else
        {
            Log.Dropped(logger, verdict.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack sent a payload that cannot be read: {Reason}. It is acknowledged and ignored.")]
        public static partial void Malformed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Debug, "A payload was dropped: {Reason}.")]
        public static partial void Dropped(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Debug, "A {Kind} was delivered again.")]
        public static partial void Duplicate(ILogger logger, string kind);

        [LoggerMessage(4, LogLevel.Error, "A {Kind} could not be written to the inbox, so it is not acknowledged. Check the database and the disk.")]
        public static partial void NotStored(ILogger logger, string kind, Exception exception);
    }
}
