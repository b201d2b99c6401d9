using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>One row per recording: how the program ended, and what we say about it.</summary>
public sealed class AcpFailureTableTests
{
    private const string Done = "All done: I added `hello.txt` and committed it.";
    private const string Extended = "Follow-up done: hello.txt extended and committed.";
    private const string Thought = "Thought about it.";
    private const string Talk = "Just talking, no tools.";
    private const string Steered = "Slow work finished. Messages from the user since the task began: <<";

    private static readonly TestCaseData[] Rows =
    [
        Row("acp-claude-auth", 0, ReasonCode.Completed, Talk),
        Row("acp-claude-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-claude-deny", 0, ReasonCode.Completed, Done),
        Row("acp-claude-resume", 0, ReasonCode.Completed, Extended),
        Row("acp-claude-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-claude-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-claude-success", 0, ReasonCode.Completed, Done),
        Row("acp-codex-auth", 0, ReasonCode.Completed, Talk),
        Row("acp-codex-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-codex-deny", 0, ReasonCode.Completed, Done),
        Row("acp-codex-rate-limited", 0, ReasonCode.ProviderRateLimited, "", "429"),
        Row("acp-codex-resume", 0, ReasonCode.Completed, Extended),
        Row("acp-codex-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-codex-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-codex-success", 0, ReasonCode.Completed, Done),
        Row("acp-copilot-auth", 0, ReasonCode.ProviderKeyRejected, "", "HTTP 401"),
        Row("acp-copilot-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-copilot-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-copilot-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-copilot-success", 0, ReasonCode.Completed, Done),
        // Silent until it was killed: its own attempts at a rate limit.
        Row("acp-gemini-auth", 137, ReasonCode.HarnessCrashed, "", "signal 9 without an answer"),
        Row("acp-gemini-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-gemini-deny", 0, ReasonCode.Completed, Done),
        Row("acp-gemini-resume", 0, ReasonCode.Completed, Extended),
        Row("acp-gemini-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-gemini-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-gemini-success", 0, ReasonCode.Completed, Done),
        Row("acp-opencode-auth", 0, ReasonCode.ProviderRateLimited, "", "rate limit"),
        Row("acp-opencode-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-opencode-deny", 0, ReasonCode.Completed, Done),
        Row("acp-opencode-resume", 0, ReasonCode.Completed, Extended),
        Row("acp-opencode-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-opencode-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-opencode-success", 0, ReasonCode.Completed, Done),
        Row("acp-qwen-auth", 0, ReasonCode.ProviderKeyRejected, "", "401"),
        Row("acp-qwen-cancel", 0, ReasonCode.Completed, Talk),
        Row("acp-qwen-steer", 0, ReasonCode.Completed, Steered),
        Row("acp-qwen-steerx", 0, ReasonCode.Completed, Steered),
        Row("acp-qwen-success", 0, ReasonCode.Completed, Done),
        Row("driven-copilot-auth", 0, ReasonCode.ProviderKeyRejected, "", "HTTP 401"),
        Row("driven-copilot-commit", 0, ReasonCode.Completed, Done),
        Row("driven-copilot-interrupt", 0, ReasonCode.HarnessInterrupted, "", "told to stop"),
        Row("driven-copilot-limited", 0, ReasonCode.ProviderRateLimited, "", "retried 5 times"),
        Row("driven-copilot-resume", 0, ReasonCode.Completed, Extended),
        Row("driven-copilot-sigterm", 143, ReasonCode.HarnessCrashed, "", "signal 15"),
        Row("driven-copilot-steer", 0, ReasonCode.Completed, Steered),
        Row("driven-copilot-think", 0, ReasonCode.Completed, Thought),
        Row("driven-gemini-auth", 0, ReasonCode.ProviderKeyRejected, "", "invalid x-api-key (fake) (UNAUTHENTICATED 401)"),
        Row("driven-gemini-commit", 0, ReasonCode.Completed, Done),
        Row("driven-gemini-interrupt", 0, ReasonCode.HarnessInterrupted, "", "told to stop"),
        Row("driven-gemini-limited", 0, ReasonCode.ProviderRateLimited, "", "rate limit"),
        Row("driven-gemini-resume", 0, ReasonCode.Completed, Extended),
        Row("driven-gemini-resume-mode", 0, ReasonCode.Completed, Extended),
        Row("driven-gemini-sigterm", 143, ReasonCode.HarnessCrashed, "", "signal 15"),
        Row("driven-gemini-steer", 0, ReasonCode.Completed, Steered),
        Row("driven-gemini-think", 0, ReasonCode.Completed, Thought),
        Row("driven-opencode-auth", 0, ReasonCode.ProviderKeyRejected, "", "invalid x-api-key"),
        Row("driven-opencode-commit", 0, ReasonCode.Completed, Done),
        Row("driven-opencode-interrupt", 0, ReasonCode.HarnessInterrupted, "", "told to stop"),
        Row("driven-opencode-limited", 0, ReasonCode.ProviderRateLimited, "", "rate limit"),
        Row("driven-opencode-resume", 0, ReasonCode.Completed, Extended),
        Row("driven-opencode-sigterm", 143, ReasonCode.HarnessCrashed, "", "signal 15"),
        Row("driven-opencode-steer", 0, ReasonCode.Completed, Steered),
        Row("driven-opencode-think", 0, ReasonCode.Completed, Thought),
        Row("driven-qwen-auth", 0, ReasonCode.ProviderKeyRejected, "", "401"),
        Row("driven-qwen-commit", 0, ReasonCode.Completed, Done),
        Row("driven-qwen-interrupt", 0, ReasonCode.HarnessInterrupted, "", "told to stop"),
        Row("driven-qwen-resume", 0, ReasonCode.Completed, Extended),
        Row("driven-qwen-sigterm", 143, ReasonCode.HarnessInterrupted, "", "told to stop"),
        Row("driven-qwen-steer", 0, ReasonCode.Completed, Steered),
        Row("driven-qwen-think", 0, ReasonCode.Completed, Thought),
    ];

    [TestCaseSource(nameof(Rows))]
    public void Every_recording_ends_with_its_reason(string harness, string recording, int exitCode, string reason, string answer, string? detail)
    {
        var loaded = AcpRecording.Load(recording);
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
        var errors = AcpRecording.Load(recording).Events().Select(made => made.Event).OfType<ErrorEvent>();

        // A stopped program says nothing, and the adapter of Codex says it in the model's words.
        var hasNoTime = exitCode > 128 || reason == nameof(ReasonCode.HarnessInterrupted) || harness == "codex";
        Assert.That(errors.Any(), Is.EqualTo(reason != nameof(ReasonCode.Completed) && !hasNoTime));
    }

    [Test]
    public void Every_recording_has_a_row() =>
        Assert.That(
            Rows.Select(row => (string)row.Arguments[1]!).Concat(new AcpFailureRows().Rows.Select(row => row.Recording).OfType<string>()),
            Is.EquivalentTo(AcpRecording.Names));

    private static TestCaseData Row(string recording, int exitCode, ReasonCode reason, string answer, string? detail = null) =>
        new TestCaseData(recording.Split('-')[1], recording, exitCode, reason.ToString(), answer, detail).SetArgDisplayNames(recording, reason.ToString());
}
