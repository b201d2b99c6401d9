using SlackAgents.Core.Ids;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Waits until a stored question is closed, by whomever: the store is looked at, signals only say when.</summary>
internal sealed class QuestionWait(IRunStore store, RunSignals signals, QuestionBook book, TimeProvider time)
{
    /// <summary>A signal that was lost costs one slow round.</summary>
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(30);

    /// <returns>The closed question; null when the run does not go on.</returns>
    public async Task<RunQuestion?> WaitAsync(RunId id, int number, CancellationToken cancellationToken)
    {
        using var waiting = book.Await(id, number);
        using var news = new Wakeup();
        void OnChanged(Run run)
        {
            if (run.Id == id)
            {
                news.Raise();
            }
        }

        signals.RunChanged += OnChanged;
        try
        {
            while (true)
            {
                var run = await store.GetAsync(id, cancellationToken);
                if (run?.ToolUse?.Find(number) is not { } question)
                {
                    return null;
                }

                if (question.State != QuestionState.Open)
                {
                    return question;
                }

                if (run.State is not (RunState.Preparing or RunState.Running))
                {
                    return null;
                }

                var left = question.Deadline - time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                {
                    await book.ExpireAsync(id, number, cancellationToken);
                }
                else
                {
                    await news.WaitAsync(left < SlowRound ? left : SlowRound, time, cancellationToken);
                }
            }
        }
        finally
        {
            signals.RunChanged -= OnChanged;
        }
    }
}
