using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Runs.Events;

internal sealed class RunEventsTests
{
    [Test]
    public void What_a_crash_kept_from_the_trace_is_told_again_under_the_same_keys()
    {
        var before = Some.Run() with { State = RunState.Running };
        var question = new RunQuestion { Number = 1, Turn = before.Turn, Text = "?", Options = [], AllowFreeText = true, Deadline = Some.Instant };
        var open = before with { Version = 1, ToolUse = RunToolUse.None.With(question) };
        var closed = open with { Version = 2, ToolUse = RunToolUse.None.With(question with { State = QuestionState.Answered, Answer = "yes", AnsweredBy = "Ada" }) };

        string?[] told = [.. RunEvents.Of(before, open, [], [], Some.Instant).Concat(RunEvents.Of(open, closed, [], [], Some.Instant)).Select(entry => entry.Key)];

        Assert.That(told, Is.EqualTo(new[] { "question/1", "question/1/closed" }));
        Assert.That(RunEvents.Again(closed, [], Some.Instant).Select(entry => entry.Key), Is.EqualTo(told));
    }
}
