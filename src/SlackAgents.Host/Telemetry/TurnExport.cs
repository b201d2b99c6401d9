using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Telemetry;

/// <summary>Sends the turns of a run that have ended and were not sent yet.</summary>
internal sealed partial class TurnExport(IRunStore runs, TraceWriter writer, RunSpans spans, OtlpSender sender, TelemetryBook book, ILogger<TurnExport> logger)
{
    private const int SpansAtOnce = 500;

    /// <returns>Null when all is sent; else what the collector said.</returns>
    public async Task<OtlpAnswer?> SendAsync(RunId id, bool captureContent, CancellationToken cancellationToken)
    {
        if (await runs.GetAsync(id, cancellationToken) is not { } run)
        {
            return null;
        }

        var since = await book.SinceAsync(cancellationToken);
        var sent = (await book.SentAsync(id, cancellationToken)).Turns.ToHashSet();
        foreach (var turn in RunSpans.Ended(await runs.GetTurnsAsync(id, cancellationToken)).Where(turn => turn.EndedAt >= since && !sent.Contains(turn.Number)))
        {
            // What was told last rides along with the end of the turn and may not be stored yet.
            await writer.FlushAsync(id, cancellationToken);
            if (await SendAsync(run, turn, sent.Count == 0, captureContent, cancellationToken) is { Taken: false } answer)
            {
                if (!answer.IsFinal)
                {
                    return answer;
                }

                Log.Refused(logger, id, turn.Number, answer.Sentence);
            }

            await book.MarkAsync(id, turn.Number, cancellationToken);
            sent.Add(turn.Number);
        }

        return null;
    }

    private async Task<OtlpAnswer?> SendAsync(Run run, Turn turn, bool isFirst, bool captureContent, CancellationToken cancellationToken)
    {
        foreach (var some in (await spans.ReadAsync(run, turn, isFirst, captureContent, cancellationToken)).Chunk(SpansAtOnce))
        {
            if (await sender.SendAsync(some, cancellationToken) is { Taken: false } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The spans of turn {Turn} of run {Run} are given up: {Why}")]
        public static partial void Refused(ILogger logger, RunId run, int turn, string why);
    }
}
