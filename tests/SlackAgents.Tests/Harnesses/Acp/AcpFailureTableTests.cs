using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>One row per recording: how the program ended, and what we say about it.</summary>
public sealed class AcpFailureTableTests
{
    private const string Done = "All done: I added `hello.txt` and committed it.";
    private const string Extended = "Follow-up done: hello.txt extended and committed.";
    private const string Talk = "Just talking, no tools.";
    private const string Steered = "Slow work finished. Messages from the user since the task began: <<";

    private static readonly TestCaseData[] Rows =
    [
        Row("claude", "auth", 0, ReasonCode.Completed, Talk),
        Row("claude", "cancel", 0, ReasonCode.Completed, Talk),
        Row("claude", "deny", 0, ReasonCode.Completed, Done),
        Row("claude", "resume", 0, ReasonCode.Completed, Extended),
        Row("claude", "steer", 0, ReasonCode.Completed, Steered),
        Row("claude", "steerx", 0, ReasonCode.Completed, Steered),
        Row("claude", "success", 0, ReasonCode.Completed, Done),
        Row("codex", "auth", 0, ReasonCode.Completed, Talk),
        Row("codex", "cancel", 0, ReasonCode.Completed, Talk),
        Row("codex", "deny", 0, ReasonCode.Completed, Done),
        Row("codex", "rate-limited", 0, ReasonCode.ProviderRateLimited, "", "429"),
        Row("codex", "resume", 0, ReasonCode.Completed, Extended),
        Row("codex", "steer", 0, ReasonCode.Completed, Steered),
        Row("codex", "steerx", 0, ReasonCode.Completed, Steered),
        Row("codex", "success", 0, ReasonCode.Completed, Done),
        Row("copilot", "auth", 0, ReasonCode.ProviderKeyRejected, "", "HTTP 401"),
        Row("copilot", "cancel", 0, ReasonCode.Completed, Talk),
        Row("copilot", "steer", 0, ReasonCode.Completed, Steered),
        Row("copilot", "steerx", 0, ReasonCode.Completed, Steered),
        Row("copilot", "success", 0, ReasonCode.Completed, Done),
        // Silent until it was killed: its own attempts at a rate limit.
        Row("gemini", "auth", 137, ReasonCode.HarnessCrashed, "", "signal 9 without an answer"),
        Row("gemini", "cancel", 0, ReasonCode.Completed, Talk),
        Row("gemini", "deny", 0, ReasonCode.Completed, Done),
        Row("gemini", "resume", 0, ReasonCode.Completed, Extended),
        Row("gemini", "steer", 0, ReasonCode.Completed, Steered),
        Row("gemini", "steerx", 0, ReasonCode.Completed, Steered),
        Row("gemini", "success", 0, ReasonCode.Completed, Done),
        Row("opencode", "auth", 0, ReasonCode.ProviderRateLimited, "", "rate limit"),
        Row("opencode", "cancel", 0, ReasonCode.Completed, Talk),
        Row("opencode", "deny", 0, ReasonCode.Completed, Done),
        Row("opencode", "resume", 0, ReasonCode.Completed, Extended),
        Row("opencode", "steer", 0, ReasonCode.Completed, Steered),
        Row("opencode", "steerx", 0, ReasonCode.Completed, Steered),
        Row("opencode", "success", 0, ReasonCode.Completed, Done),
        Row("qwen", "auth", 0, ReasonCode.ProviderKeyRejected, "", "401"),
        Row("qwen", "cancel", 0, ReasonCode.Completed, Talk),
        Row("qwen", "steer", 0, ReasonCode.Completed, Steered),
        Row("qwen", "steerx", 0, ReasonCode.Completed, Steered),
        Row("qwen", "success", 0, ReasonCode.Completed, Done),
    ];

    [TestCaseSource(nameof(Rows))]
    public void Every_recording_ends_with_its_reason(string harness, string recording, int exitCode, string reason, string answer, string? detail)
    {
        var loaded = AcpRecording.Load($"{harness}-{recording}");
        var reader = loaded.Reader();

        loaded.Lines.ToList().ForEach(line => reader.Read(line));
        loaded.Errors.ToList().ForEach(reader.ReadError);
        var outcome = reader.Conclude(exitCode, outOfMemory: false);

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Reason.ToString(), Is.EqualTo(reason));
            Assert.That(outcome.Answer, answer.Length == 0 ? Is.Empty : Does.StartWith(answer));
            Assert.That(outcome.Detail, detail is null ? Is.Null : Does.Contain(detail));
        });
    }

    [TestCaseSource(nameof(Rows))]
    public void A_failure_is_in_the_trace_as_well(string harness, string recording, int exitCode, string reason, string answer, string? detail)
    {
        var errors = AcpRecording.Load($"{harness}-{recording}").Events().Select(made => made.Event).OfType<ErrorEvent>();

        // A killed program had no time to say so, and the adapter of Codex says it in the model's words.
        Assert.That(errors.Any() || exitCode > 128 || harness == "codex", Is.EqualTo(reason != nameof(ReasonCode.Completed) || harness == "codex"));
    }

    [Test]
    public void Every_recording_has_a_row() =>
        Assert.That(Rows.Select(row => $"{row.Arguments[0]}-{row.Arguments[1]}"), Is.EquivalentTo(AcpRecording.Names));

    private static TestCaseData Row(string harness, string recording, int exitCode, ReasonCode reason, string answer, string? detail = null) =>
        new TestCaseData(harness, recording, exitCode, reason.ToString(), answer, detail).SetArgDisplayNames(harness, recording, reason.ToString());
}
