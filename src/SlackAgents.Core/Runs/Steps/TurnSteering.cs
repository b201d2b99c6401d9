using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Gives the running turn what people say to it. A message waits in the store until its receipt is there, so one whose
/// writing or receipt was lost is written again, under the same id, which delivers it once.
/// </summary>
internal sealed partial class TurnSteering(IRunStore store, TurnContexts contexts, RunTrace trace, TimeProvider time, ILogger<TurnSteering> logger)
{
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(15);

    /// <summary>Returns when <paramref name="over"/> is cancelled or the input has ended.</summary>
    public async Task SteerAsync(Run run, IHarness harness, LiveRun live, TurnInput input, CancellationToken over)
    {
        if (harness.Steering == SteeringWay.NextTurn)
        {
            return;
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (await WriteWaitingAsync(run, harness, live, input, written, over))
            {
                await live.News.WaitAsync(SlowRound, time, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The turn is over; what waits is the next one.
        }
    }

    /// <returns>False when nothing can be written any more.</returns>
    private async Task<bool> WriteWaitingAsync(Run run, IHarness harness, LiveRun live, TurnInput input, HashSet<string> written, CancellationToken over)
    {
        foreach (var turn in await ToWriteAsync(run, written, over))
        {
            // A turn that is being ended takes nothing more.
            if (live.Stopping.IsCancellationRequested || harness.Steer(turn.PromptId, await contexts.GatherAsync(run, turn, over)) is not { } line)
            {
                return false;
            }

            var (prompt, key) = RunEvents.Prompt(turn);
            trace.Write(run, prompt, key);
            try
            {
                if (!await input.WriteAsync(line, over))
                {
                    return false;
                }
            }
            catch (SandboxException exception)
            {
                // What comes after it waits too: the order is what was meant.
                Log.NotWritten(logger, run.Id, turn.Number, exception.Message);
                return true;
            }

            written.Add(turn.PromptId);
            trace.Write(run, new SteeringEvent(turn.PromptId, "sent", null), $"steering:{turn.PromptId}:sent");
        }

        return true;
    }

    private async Task<IReadOnlyList<Turn>> ToWriteAsync(Run run, HashSet<string> written, CancellationToken over) =>
        [.. WaitingTurns.InOrder(await store.GetTurnsAsync(run.Id, over)).Where(turn => turn.Delivery == TurnDelivery.Now && !written.Contains(turn.PromptId))];

    private static partial class Log
    {
        [LoggerMessage(EventId = 1160, Level = LogLevel.Warning, Message = "Run {RunId}: reply {Turn} could not be written to the running turn, and is tried again: {Problem}")]
        public static partial void NotWritten(ILogger logger, RunId runId, int turn, string problem);
    }
}
