using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>An agent's way to an answer: asks, and waits until the stored question is closed, by whomever. Signals only say when to look.</summary>
internal sealed class Questions(IRunStore store, RunSignals signals, QuestionBook book, TimeProvider time)
{
    /// <summary>A signal that was lost costs one slow round.</summary>
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="QuestionBook.AskAsync"/>
    public Task<(RunQuestion? Question, bool IsNew, string? Refusal)> AskAsync(RunId id, ToolQuestion asked, CancellationToken cancellationToken) =>
        book.AskAsync(id, asked, cancellationToken);

    /// <inheritdoc cref="QuestionBook.HeardAsync"/>
    public Task HeardAsync(RunId id, int number, CancellationToken cancellationToken) => book.HeardAsync(id, number, cancellationToken);

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
