using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

/// <summary>Neither the exit code nor the subtype is believed alone.</summary>
public sealed class ClaudeVerdictTests
{
    private const string Good = "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"terminal_reason\":\"completed\",\"result\":\"Done.\",\"num_turns\":2}";

    [TestCase(Good, 0, false, nameof(ReasonCode.Completed))]
    [TestCase(Good, null, false, nameof(ReasonCode.Completed))]
    [TestCase(Good, 143, false, nameof(ReasonCode.Completed), TestName = "A_signal_after_the_last_word_changes_nothing")]
    [TestCase(Good, 1, false, nameof(ReasonCode.HarnessCrashed), TestName = "A_good_result_and_a_bad_exit_code_is_a_crash")]
    [TestCase(Good, 1, true, nameof(ReasonCode.MemoryLimit))]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"terminal_reason\":\"api_error\",\"api_error_status\":401}", 0, false, nameof(ReasonCode.ProviderKeyRejected), TestName = "Exit_code_0_and_subtype_success_with_an_error_is_a_failure")]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"terminal_reason\":\"aborted_tools\"}", 0, false, nameof(ReasonCode.HarnessInterrupted), TestName = "Success_without_error_that_was_broken_off_is_an_interruption")]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"terminal_reason\":\"new_reason\"}", 0, false, nameof(ReasonCode.HarnessProtocol))]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"terminal_reason\":\"completed\"}", 0, false, nameof(ReasonCode.HarnessCrashed), TestName = "Completed_with_an_error_is_a_failure")]
    [TestCase("{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"is_error\":true}", 1, false, nameof(ReasonCode.HarnessCrashed))]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"terminal_reason\":\"api_error\",\"api_error_status\":404,\"result\":\"Not found\"}", 1, false, nameof(ReasonCode.ProviderRefusedRequest))]
    [TestCase("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"terminal_reason\":\"api_error\",\"result\":\"Who knows\"}", 1, false, nameof(ReasonCode.ProviderError))]
    [TestCase("", 0, false, nameof(ReasonCode.HarnessInterrupted), TestName = "Exit_code_0_without_a_result_is_no_success")]
    [TestCase("", 137, false, nameof(ReasonCode.HarnessCrashed))]
    [TestCase("", 137, true, nameof(ReasonCode.MemoryLimit))]
    [TestCase("", 1, true, nameof(ReasonCode.MemoryLimit))]
    [TestCase("", null, true, nameof(ReasonCode.MemoryLimit))]
    [TestCase("", null, false, nameof(ReasonCode.HarnessCrashed))]
    public void The_reason_follows_from_result_and_exit_code_together(string result, int? exitCode, bool outOfMemory, string reason)
    {
        var reader = Recording.Reader();

        reader.Read(result);

        Assert.That(reader.Conclude(exitCode, outOfMemory).Reason.ToString(), Is.EqualTo(reason));
    }

    [Test]
    public void A_crash_carries_the_end_of_the_error_output_and_the_pending_retry()
    {
        var reader = Recording.Reader();
        reader.Read("{\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":1,\"error_status\":529,\"error\":\"overloaded\"}");
        Enumerable.Range(0, 100).ToList().ForEach(number => reader.ReadError($"line {number}"));

        var outcome = reader.Conclude(137, outOfMemory: false);

        Assert.That(outcome.Detail, Does.Contain("signal 9").And.Contain("overloaded 529").And.EndWith("line 99").And.Not.Contain("line 79\n"));
    }

    [Test]
    public void A_message_that_was_still_queued_at_the_result_keeps_the_turn_open()
    {
        var reader = Recording.Reader();

        reader.Read(Good.Replace("\"num_turns\"", "\"queued_turn_count\":1,\"num_turns\"", StringComparison.Ordinal));
        var afterFirst = reader.TurnEnded;
        reader.Read("{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\"}");
        reader.Read(Good);

        Assert.That((afterFirst, reader.TurnEnded), Is.EqualTo((false, true)));
    }
}
