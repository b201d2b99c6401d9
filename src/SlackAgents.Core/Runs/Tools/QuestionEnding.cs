using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>What becomes of a turn's questions when the turn ends.</summary>
internal sealed class QuestionEnding(QuestionMessages messages, TimeProvider time)
{
    /// <summary>Nobody waits any more: a question that is open is closed, so that no button leads nowhere.</summary>
    /// <param name="goesOn">Whether the run may have further turns: an answer that came when the agent had stopped waiting is then the next one.</param>
    public RunChange Close(Run run, IReadOnlyList<Turn> turns, bool goesOn)
    {
        var use = run.ToolUse ?? RunToolUse.None;
        var said = new List<OutboxMessage>();
        if (use.Open is { } open)
        {
            var closed = open with { State = QuestionState.Withdrawn };
            use = use.With(closed);
            said.Add(messages.Close(run, closed));
        }

        var late = new List<Turn>();
        foreach (var question in use.Questions.Where(question => goesOn && question is { State: QuestionState.Answered, Heard: false } && question.Turn == run.Turn).ToList())
        {
            use = use.With(question with { Heard = true });
            late.Add(FollowUp(run, question, turns.Max(turn => turn.Number) + late.Count + 1));
        }

        return new RunChange(run.ToolUse is null ? run : run with { ToolUse = use }, late, said);
    }

    private Turn FollowUp(Run run, RunQuestion question, int number) => new()
    {
        Run = run.Id,
        Number = number,
        State = TurnState.Waiting,
        Prompt = $"You asked: {question.Text}\n\n{question.AnsweredBy} answered: {question.Answer}",
        PromptId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(QuestionMessages.KeyOf(run.Id, question.Number))).AsSpan(0, 16)).ToString(),
        Author = question.AnsweredById ?? run.Requester.Person,
        AuthorName = question.AnsweredBy ?? run.Requester.DisplayName,
        CreatedAt = time.GetUtcNow(),
    };
}
