using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>
/// Asks, answers and closes questions, each in one transaction with the messages it causes. What is asked outlives the
/// process; who waits for the answer does not: an agent whose call was cut off asks again in the same words and finds
/// its question, open or answered.
/// </summary>
internal sealed class QuestionBook(RunStateChanger changer, QuestionMessages messages, IOptions<McpOptions> mcp, IOptions<RunsOptions> runs, TimeProvider time)
{
    /// <summary>States in which an agent is at work.</summary>
    private static readonly RunState[] AtWork = [RunState.Preparing, RunState.Running];
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    private readonly ConcurrentDictionary<(RunId Run, int Number), int> _waiting = new();

    /// <returns>The question, new or known, and whether it is new; or why it was not asked.</returns>
    public async Task<(RunQuestion? Question, bool IsNew, string? Refusal)> AskAsync(RunId id, ToolQuestion asked, CancellationToken cancellationToken)
    {
        (RunQuestion? Question, bool IsNew, string? Refusal) verdict = (null, false, "The run is being stopped. Finish now.");
        await changer.ChangeAsync(id, AtWork, (run, _) => Decide(run), cancellationToken);
        return verdict;

        RunChange? Decide(Run run)
        {
            var use = run.ToolUse ?? RunToolUse.None;
            if (use.Questions.LastOrDefault(known => known.Turn == run.Turn && IsSame(known, asked)) is { } known)
            {
                verdict = (known, false, null);
                return null;
            }

            var closing = use.Open;
            if (closing is not null && IsAwaited(id, closing.Number) && closing.Deadline > time.GetUtcNow())
            {
                verdict = (null, false, "Another question of yours is open. Wait for its answer before you ask the next one.");
                return null;
            }

            if (use.Questions.Count >= mcp.Value.MaxQuestions)
            {
                verdict = (null, false, $"This run has asked its {mcp.Value.MaxQuestions} questions. Decide sensibly and say in your final message what you decided.");
                return null;
            }

            var question = new RunQuestion
            {
                Number = use.Questions.Count + 1,
                Turn = run.Turn,
                Text = asked.Text,
                Options = asked.Options,
                AllowFreeText = asked.AllowFreeText,
                Deadline = time.GetUtcNow() + runs.Value.QuestionTimeout,
            };
            verdict = (question, true, null);
            var closed = closing is null ? null : closing with { State = QuestionState.Withdrawn };
            return new RunChange(
                run with { ToolUse = (closed is null ? use : use.With(closed)).With(question) },
                [],
                closed is null ? [messages.Ask(run, question)] : [messages.Close(run, closed), messages.Ask(run, question)]);
        }
    }

    /// <param name="number">The question that is meant; null for whichever is open.</param>
    /// <param name="answer">Null to skip it.</param>
    /// <param name="key">Of the request: the same on every handling of it.</param>
    /// <param name="messageTs">Message that is the answer, for the reaction on it; null for a button.</param>
    public async Task<QuestionResult> AnswerAsync(RunId id, int? number, string? answer, Requester who, string key, string? messageTs, CancellationToken cancellationToken)
    {
        var verdict = QuestionResult.NotAsked;
        await changer.ChangeAsync(id, AnyState, (run, _) => Decide(run), cancellationToken);
        return verdict;

        RunChange? Decide(Run run)
        {
            var use = run.ToolUse ?? RunToolUse.None;
            if (use.Questions.Any(known => known.AnswerKey == key))
            {
                verdict = QuestionResult.AlreadyTaken;
                return null;
            }

            var question = number is { } meant ? use.Find(meant) : use.Open;
            if (question is null)
            {
                return null;
            }

            if (question.State != QuestionState.Open || !AtWork.Contains(run.State) || question.Deadline <= time.GetUtcNow())
            {
                verdict = number is null ? QuestionResult.NotAsked : QuestionResult.Closed;
                return null;
            }

            var chosen = question.Options.FirstOrDefault(option => option.Equals(answer?.Trim(), StringComparison.OrdinalIgnoreCase));
            if (answer is not null && chosen is null && !question.AllowFreeText)
            {
                verdict = QuestionResult.NotAnOption;
                return null;
            }

            var closed = question with
            {
                State = answer is null ? QuestionState.Skipped : QuestionState.Answered,
                Answer = chosen ?? answer,
                AnsweredBy = who.DisplayName,
                AnsweredById = who.Person,
                AnswerKey = key,
            };
            verdict = QuestionResult.Taken;
            return Closing(run, use, closed, messageTs is null ? [] : [Reaction(run, closed, messageTs)]);
        }
    }

    /// <summary>Its time is over.</summary>
    public Task ExpireAsync(RunId id, int number, CancellationToken cancellationToken) => changer.ChangeAsync(
        id,
        AtWork,
        (run, _) => run.ToolUse?.Find(number) is { State: QuestionState.Open } question
            ? Closing(run, run.ToolUse, question with { State = QuestionState.TimedOut }, [])
            : null,
        cancellationToken);

    /// <summary>The agent is given the answer now.</summary>
    public Task HeardAsync(RunId id, int number, CancellationToken cancellationToken) => changer.ChangeAsync(
        id,
        AnyState,
        (run, _) => run.ToolUse?.Find(number) is { Heard: false } question ? new RunChange(run with { ToolUse = run.ToolUse.With(question with { Heard = true }) }, [], []) : null,
        cancellationToken);

    /// <summary>From now until the result is disposed, somebody waits for this answer.</summary>
    public IDisposable Await(RunId id, int number)
    {
        _waiting.AddOrUpdate((id, number), 1, static (_, count) => count + 1);
        return new Waiting(this, (id, number));
    }

    private bool IsAwaited(RunId id, int number) => _waiting.ContainsKey((id, number));

    private static bool IsSame(RunQuestion known, ToolQuestion asked) =>
        known.State != QuestionState.Withdrawn && known.Text == asked.Text && known.Options.SequenceEqual(asked.Options, StringComparer.Ordinal);

    private RunChange Closing(Run run, RunToolUse use, RunQuestion closed, IReadOnlyList<OutboxMessage> more) =>
        new(run with { ToolUse = use.With(closed) }, [], [messages.Close(run, closed), .. more]);

    private OutboxMessage Reaction(Run run, RunQuestion question, string messageTs) => new()
    {
        Key = $"{QuestionMessages.KeyOf(run.Id, question.Number)}/answered",
        Run = run.Id,
        Kind = OutboxKind.AddReaction,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        TargetTs = messageTs,
        Emoji = FollowUps.DeliveredEmoji,
        CreatedAt = time.GetUtcNow(),
    };

    private void Leave((RunId Run, int Number) key)
    {
        while (_waiting.TryGetValue(key, out var count))
        {
            if (count == 1 ? _waiting.TryRemove(KeyValuePair.Create(key, count)) : _waiting.TryUpdate(key, count - 1, count))
            {
                return;
            }
        }
    }

    private sealed class Waiting(QuestionBook book, (RunId Run, int Number) key) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                book.Leave(key);
            }
        }
    }
}
