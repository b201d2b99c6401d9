using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Codex;

/// <summary>One row per recording: how the process ended, and what we say about it.</summary>
public sealed class CodexRecordingTableTests
{
    private static readonly TestCaseData[] Rows =
    [
        Row("success", 0, ReasonCode.Completed, "All done: I added `hello.txt` and committed it."),
        Row("resume", 0, ReasonCode.Completed, "Follow-up done: hello.txt extended."),
        Row("resume-elsewhere", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("resume-after-interrupt", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("edits", 0, ReasonCode.Completed, "Edited."),
        Row("failed-tool", 0, ReasonCode.Completed, "The tool failed as expected"),
        Row("thinking", 0, ReasonCode.Completed, "Thought about it."),
        Row("background", 0, ReasonCode.Completed, "Ended."),
        Row("plan", 0, ReasonCode.Completed, "Planned."),
        Row("mcp", 0, ReasonCode.Completed, "MCP said: "),
        Row("mcp-down", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("model-unknown", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("429-recovers", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("steer", 0, ReasonCode.Completed, "Slow work finished. Messages from the user since the task began: <<STEER: also say banana>>"),
        Row("steer-late", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("appserver-steer", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("appserver-interrupt", 0, ReasonCode.Completed, "Just talking, no tools."),
        Row("appserver-auth-failure", 0, ReasonCode.ProviderKeyRejected, "", "401 Unauthorized"),
        Row("401", 0, ReasonCode.ProviderKeyRejected, "", "401 Unauthorized"),
        Row("402", 0, ReasonCode.ProviderOutOfCredit, "", "402 Payment Required"),
        Row("403", 0, ReasonCode.ProviderForbidden, "", "403 Forbidden"),
        Row("429", 0, ReasonCode.ProviderRateLimited, "", "429 Too Many Requests"),
        Row("500", 0, ReasonCode.ProviderError, "", "high demand"),
        Row("midfail", 0, ReasonCode.ProviderError, "", "high demand"),
        Row("529", 0, ReasonCode.ProviderOverloaded, "", "529"),
        Row("cut", 0, ReasonCode.ProviderStreamCut, "", "stream disconnected"),
        Row("unreachable", 0, ReasonCode.ProviderUnreachable, "", "error sending request"),
        Row("bad-request-400", 0, ReasonCode.ProviderRefusedRequest, "", "fake error 400"),
        Row("bad-resume", 70, ReasonCode.HarnessSessionLost, "", "no rollout found"),
        Row("interrupt", 0, ReasonCode.HarnessInterrupted, "", "interrupted"),
        Row("interrupt-answer", 0, ReasonCode.HarnessInterrupted, "", "interrupted"),
        Row("signal-INT", 130, ReasonCode.HarnessCrashed, "", "signal 2"),
        Row("signal-TERM", 0, ReasonCode.HarnessInterrupted, "", "before its turn was done"),
        Row("driver-commit", 0, ReasonCode.Completed, "All done: I added `hello.txt` and committed it."),
        Row("driver-resume", 0, ReasonCode.Completed, "Follow-up done: hello.txt extended and committed."),
        Row("driver-steer", 0, ReasonCode.Completed, "Slow work finished. Messages from the user since the task began: <<STEER: also say banana>>"),
        Row("driver-interrupt", 0, ReasonCode.HarnessInterrupted, "", "interrupted"),
        Row("driver-auth", 0, ReasonCode.ProviderKeyRejected, "", "401 Unauthorized"),
        Row("driver-limited", 0, ReasonCode.ProviderRateLimited, "", "429 Too Many Requests"),
        Row("driver-sigterm", 143, ReasonCode.HarnessCrashed, "", "stopped by SIGTERM"),
        Row("signal-HUP", 129, ReasonCode.HarnessCrashed, "", "signal 1"),
    ];

    [TestCaseSource(nameof(Rows))]
    public void Every_recording_ends_with_its_reason(string name, int exitCode, string reason, string answer, string? detail)
    {
        var reader = CodexRecording.ReaderOf(name);

        var events = TraceFixtures.Play(reader, $"codex-{name}");
        var outcome = reader.Conclude(exitCode, outOfMemory: false);

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason.ToString(), Is.EqualTo(reason));
            Assert.That(outcome.Answer, answer.Length == 0 ? Is.Empty : Does.StartWith(answer));
            Assert.That(outcome.Detail, detail is null ? Is.Null : Does.Contain(detail));
            Assert.That(events.Count(made => made.Event is UnknownEvent), Is.Zero);
            Assert.That(events.Count(made => made.Event is AnswerEvent), Is.Zero);
        });
    }

    [Test]
    public void Every_recording_has_a_row() =>
        Assert.That(Rows.Select(row => (string)row.Arguments[0]!), Is.EquivalentTo(CodexRecording.Names));

    private static TestCaseData Row(string name, int exitCode, ReasonCode reason, string answer, string? detail = null) =>
        new TestCaseData(name, exitCode, reason.ToString(), answer, detail).SetArgDisplayNames(name, reason.ToString());
}
