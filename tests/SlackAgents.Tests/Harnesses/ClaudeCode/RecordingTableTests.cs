using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

/// <summary>One row per recording: how the CLI's process ended, and what we say about it.</summary>
public sealed class RecordingTableTests
{
    private static readonly TestCaseData[] Rows =
    [
        Row("success", 0, ReasonCode.Completed, "All done: I added `hello.txt` and committed it."),
        Row("resume", 0, ReasonCode.Completed, "Follow-up done: hello.txt extended and committed."),
        Row("partial", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("thinking", 0, ReasonCode.Completed, "Thought."),
        Row("tasks", 0, ReasonCode.Completed, "todo done"),
        Row("subagent", 0, ReasonCode.Completed, "sub done"),
        Row("edits", 0, ReasonCode.Completed, "x"),
        Row("rate-limited-recovers", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("resume-after-interrupt", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("steer", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("steer-uuid", 0, ReasonCode.Completed, "Slow work finished. Messages from the user since the task began: <<STEER: also say banana"),
        Row("steer-two", 0, ReasonCode.Completed, "Slow work finished. Messages from the user since the task began: <<STEER: one"),
        Row("steer-late", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("steer-after-result", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("steer-undelivered", 143, ReasonCode.HarnessCrashed, "", "signal 15"),
        Row("files", 0, ReasonCode.Completed, "Files done."),
        Row("mcp", 0, ReasonCode.Completed, "MCP said: echo: hi"),
        Row("now", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("interrupt", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("auth-failure", 1, ReasonCode.ProviderKeyRejected, "", "Invalid API key"),
        Row("auth-failure-default-retries", 1, ReasonCode.ProviderKeyRejected, "", "Invalid API key"),
        Row("no-credit-402", 1, ReasonCode.ProviderOutOfCredit, "", "Credit balance is too low"),
        Row("forbidden-403", 1, ReasonCode.ProviderForbidden, "", "403"),
        Row("rate-limited", 1, ReasonCode.ProviderRateLimited, "", "429"),
        Row("overloaded-529", 1, ReasonCode.ProviderOverloaded, "", "529"),
        Row("500", 1, ReasonCode.ProviderError, "", "500"),
        Row("midfail", 1, ReasonCode.ProviderError, "", "500"),
        Row("cut", 1, ReasonCode.ProviderStreamCut, "", "ECONNRESET"),
        Row("unreachable", 1, ReasonCode.ProviderUnreachable, "", "ECONNREFUSED"),
        Row("bad-request-400", 1, ReasonCode.ProviderRefusedRequest, "", "400"),
        Row("too-large-413", 1, ReasonCode.ProviderRefusedRequest, "", "too large"),
        Row("model-unknown-404", 1, ReasonCode.ModelUnknown, "", "selected model"),
        Row("max-turns", 1, ReasonCode.HarnessMaxTurns, "", "Reached maximum number of turns (3)"),
        Row("max-budget", 1, ReasonCode.HarnessBudget, "", "Reached maximum budget ($0.2)"),
        Row("interrupted", 0, ReasonCode.HarnessInterrupted, "", "aborted_tools|ede_diagnostic"),
        Row("interrupt-while-waiting", 1, ReasonCode.HarnessInterrupted, "", "aborted_streaming|ede_diagnostic"),
        Row("interrupted-INT", 0, ReasonCode.HarnessInterrupted, "", "exit code 0 and without a result"),
        Row("interrupted-TERM", 143, ReasonCode.HarnessCrashed, "", "signal 15"),
        Row("interrupted-HUP", 129, ReasonCode.HarnessCrashed, "", "signal 1"),
        Row("bad-resume", 1, ReasonCode.HarnessSessionLost, "", "No conversation found"),
        Row("session-in-use", 1, ReasonCode.HarnessProtocol, "", "already in use"),
        Row("bad-input", 1, ReasonCode.HarnessProtocol, "", "Error parsing streaming input"),
        Row("duplicate-prompt", 0, ReasonCode.HarnessInterrupted, "", "had this message already"),
        Row("control", 0, ReasonCode.HarnessInterrupted, "", "without a result"),
    ];

    [TestCaseSource(nameof(Rows))]
    public void Every_recording_ends_with_its_reason(string name, int exitCode, ReasonCodeName reason, string answer, string? detail)
    {
        var recording = Recording.Load(name);
        var reader = Recording.Reader(PromptIdOf(recording));

        var events = recording.Lines.SelectMany(reader.Read).ToList();
        recording.Errors.ToList().ForEach(reader.ReadError);
        var outcome = reader.Conclude(exitCode, outOfMemory: false);

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason.ToString(), Is.EqualTo(reason.Name));
            Assert.That(outcome.Answer, answer.Length == 0 ? Is.Empty : Does.StartWith(answer));
            Assert.That(outcome.Detail, detail is null ? Is.Null : Does.Match(detail.Replace("(", "\\(").Replace(")", "\\)").Replace("$", "\\$")));
            Assert.That(events.Count(made => made.Event is UnknownEvent), Is.Zero);
            Assert.That(events.Count(made => made.Event is AnswerEvent), Is.Zero, "the answer is said at the turn's end, not by the reader");
        });
    }

    [Test]
    public void Every_recording_has_a_row() =>
        Assert.That(Rows.Select(row => (string)row.Arguments[0]!), Is.EquivalentTo(Recording.Names));

    [TestCase("success", true)]
    [TestCase("auth-failure", true)]
    [TestCase("interrupt", true)]
    [TestCase("duplicate-prompt", true)]
    [TestCase("interrupted-TERM", false)]
    [TestCase("control", false)]
    public void The_turn_has_ended_when_the_last_word_is_said(string name, bool ended)
    {
        var recording = Recording.Load(name);
        var reader = Recording.Reader(PromptIdOf(recording));

        recording.Lines.ToList().ForEach(line => reader.Read(line));

        Assert.That(reader.TurnEnded, Is.EqualTo(ended));
    }

    [Test]
    public void The_cost_of_a_resumed_turn_is_that_of_the_turn_and_not_of_the_session()
    {
        var reader = Recording.Reader();

        var usage = Recording.Load("resume").Lines.SelectMany(reader.Read).Select(made => made.Event).OfType<UsageEvent>().Single();
        var outcome = reader.Conclude(0, outOfMemory: false);

        Assert.That(usage, Is.EqualTo(new UsageEvent(45194, 0, 84, 0.136842m)).Using<UsageEvent>((a, b) =>
            a with { CostUsd = Math.Round(a.CostUsd!.Value, 6) } == b));
        Assert.That(Math.Round(outcome.ReportedCostUsd!.Value, 6), Is.EqualTo(0.136842m));
        Assert.That(outcome.SessionId, Is.Not.Empty);
    }

    private static string PromptIdOf(Recording recording)
    {
        const string mark = "\"command_uuid\":\"";
        var line = recording.Lines.FirstOrDefault(candidate => candidate.Contains(mark, StringComparison.Ordinal));
        return line is null ? "none" : line.Substring(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length, 36);
    }

    private static TestCaseData Row(string name, int exitCode, ReasonCode reason, string answer, string? detail = null) =>
        new TestCaseData(name, exitCode, new ReasonCodeName(reason.ToString()), answer, detail).SetArgDisplayNames(name, reason.ToString());

    /// <summary>Test methods are public, the enumeration is not.</summary>
    public sealed record ReasonCodeName(string Name);
}
