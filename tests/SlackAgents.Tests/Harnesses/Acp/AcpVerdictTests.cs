using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>Neither the exit code nor the agent's own word for the end is believed alone.</summary>
public sealed class AcpVerdictTests
{
    private const string Session = "{\"id\":\"session\",\"result\":{\"sessionId\":\"s-1\"}}";
    private const string Prompt = "{\"type\":\"driver.prompt\",\"id\":\"p\",\"text\":\"Do it\"}";
    private const string Idle = "{\"type\":\"driver.idle\"}";
    private const string Usage = "\"usage\":{\"inputTokens\":1,\"outputTokens\":1}";

    [TestCase("end_turn", nameof(ReasonCode.Completed))]
    [TestCase("cancelled", nameof(ReasonCode.HarnessInterrupted))]
    [TestCase("max_turn_requests", nameof(ReasonCode.HarnessMaxTurns))]
    [TestCase("max_tokens", nameof(ReasonCode.HarnessMaxTurns))]
    [TestCase("refusal", nameof(ReasonCode.ProviderRefusedRequest))]
    [TestCase("brand_new", nameof(ReasonCode.HarnessProtocol))]
    public void Each_reason_to_stop_has_its_own(string stop, string reason)
    {
        Assert.That(Judge("gemini", 0, Session, Prompt, Stop(stop), Idle).Reason.ToString(), Is.EqualTo(reason));
    }

    [TestCase(0, true, nameof(ReasonCode.Completed))]
    [TestCase(143, false, nameof(ReasonCode.Completed), TestName = "A_signal_after_the_answer_changes_nothing")]
    [TestCase(1, true, nameof(ReasonCode.Completed), TestName = "How_an_agent_ends_that_was_told_to_end_changes_nothing")]
    [TestCase(1, false, nameof(ReasonCode.HarnessCrashed), TestName = "A_good_answer_and_a_bad_exit_code_before_the_driver_was_done_is_a_crash")]
    public void An_exit_code_can_contradict_a_good_answer(int exitCode, bool idle, string reason)
    {
        var lines = new List<string> { Session, Prompt, Stop("end_turn") };
        if (idle)
        {
            lines.Add(Idle);
        }

        Assert.That(Judge("gemini", exitCode, [.. lines]).Reason.ToString(), Is.EqualTo(reason));
    }

    [TestCase(0, false, nameof(ReasonCode.HarnessInterrupted), TestName = "Exit_code_0_without_an_answer_is_no_success")]
    [TestCase(1, false, nameof(ReasonCode.HarnessCrashed))]
    [TestCase(70, false, nameof(ReasonCode.HarnessProtocol))]
    [TestCase(71, false, nameof(ReasonCode.HarnessUnavailable))]
    [TestCase(137, true, nameof(ReasonCode.MemoryLimit))]
    [TestCase(null, false, nameof(ReasonCode.HarnessCrashed))]
    public void Without_an_answer_the_exit_code_tells(int? exitCode, bool outOfMemory, string reason)
    {
        var reader = AcpRecording.Reader("gemini");
        reader.Read(Session);
        reader.Read(Prompt);

        Assert.That(reader.Conclude(exitCode, outOfMemory).Reason.ToString(), Is.EqualTo(reason));
    }

    [TestCase("driver: session s-1 could not be resumed: Invalid session identifier (session/load)", nameof(ReasonCode.HarnessSessionLost))]
    [TestCase("driver: session s-1 could not be resumed: Invalid session identifier \"s-1\".", nameof(ReasonCode.HarnessSessionLost))]
    [TestCase("driver: the agent did not answer initialize", nameof(ReasonCode.HarnessProtocol))]
    public void A_session_that_could_not_be_resumed_is_lost(string error, string reason)
    {
        var reader = AcpRecording.Reader("gemini", resume: true);
        reader.ReadError(error);

        Assert.That(reader.Conclude(70, outOfMemory: false).Reason.ToString(), Is.EqualTo(reason));
    }

    [Test]
    public void A_session_that_cannot_be_made_for_want_of_a_key_says_so()
    {
        const string refused = "{\"id\":\"session\",\"error\":{\"code\":-32000,\"message\":\"Authentication required\"}}";

        Assert.That(Judge("gemini", 70, refused).Reason, Is.EqualTo(ReasonCode.ProviderKeyRejected));
    }

    [Test]
    public void A_later_prompt_reopens_the_turn()
    {
        var reader = AcpRecording.Reader("gemini");
        foreach (var line in new[] { Session, Prompt, Stop("end_turn"), Idle })
        {
            reader.Read(line);
        }

        var before = reader.TurnEnded;
        reader.Read(Prompt);

        Assert.That((before, reader.TurnEnded), Is.EqualTo((true, false)));
        Assert.That(reader.Conclude(1, outOfMemory: false).Reason, Is.EqualTo(ReasonCode.HarnessCrashed), "the earlier answer is not the later prompt's");
    }

    [Test]
    public void The_last_answer_counts()
    {
        var outcome = Judge("gemini", 0, Session, Prompt, Stop("cancelled"), Prompt, Said("Done."), Stop("end_turn"), Idle);

        Assert.That((outcome.Reason, outcome.Answer, outcome.SessionId), Is.EqualTo((ReasonCode.Completed, "Done.", "s-1")));
    }

    [Test]
    public void A_refused_message_does_not_fail_the_turn()
    {
        var outcome = Judge("gemini", 0, Session, Prompt, "{\"id\":\"steer:m\",\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}", Said("Done."), Stop("end_turn"), Idle);

        Assert.That(outcome.Reason, Is.EqualTo(ReasonCode.Completed));
    }

    [TestCase("Error: Failed to get response from the AI model; retried 5 times Last error: 500 oops", nameof(ReasonCode.ProviderError))]
    [TestCase("Error: Failed to get response from the AI model; retried 5 times Last error: 529 Overloaded", nameof(ReasonCode.ProviderOverloaded))]
    [TestCase("Error: Could not connect to local model provider at http://127.0.0.1:8080/models/openai/v1.", nameof(ReasonCode.ProviderUnreachable))]
    public void A_failure_in_the_models_words_is_found_even_when_calls_before_it_succeeded(string text, string reason)
    {
        var outcome = Judge("copilot", 0, Session, Prompt, Said("I look around."), Said(text), Stop("end_turn", Usage), Idle);

        Assert.That((outcome.Reason.ToString(), outcome.Answer), Is.EqualTo((reason, string.Empty)));
    }

    [Test]
    public void A_failure_that_the_agent_went_on_after_is_none()
    {
        var outcome = Judge("copilot", 0, Session, Prompt, Said("Error: Failed to get response from the AI model"), Said("It works now."), Stop("end_turn", Usage), Idle);

        Assert.That((outcome.Reason, outcome.Answer), Is.EqualTo((ReasonCode.Completed, "It works now.")));
    }

    [Test]
    public void A_turn_that_ends_with_a_tool_call_keeps_what_was_said_before()
    {
        const string call = "{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"c\",\"status\":\"in_progress\",\"title\":\"ls\",\"kind\":\"execute\"}}}";

        Assert.That(Judge("gemini", 0, Session, Prompt, Said("One."), call, Said("Two"), Said("."), call, Stop("end_turn"), Idle).Answer, Is.EqualTo("Two."));
    }

    [TestCase(401, "", nameof(ReasonCode.ProviderKeyRejected))]
    [TestCase(402, "", nameof(ReasonCode.ProviderOutOfCredit))]
    [TestCase(403, "", nameof(ReasonCode.ProviderForbidden))]
    [TestCase(404, "models/x is not found", nameof(ReasonCode.ModelUnknown))]
    [TestCase(400, "API key not valid. Please pass a valid API key.", nameof(ReasonCode.ProviderKeyRejected))]
    [TestCase(400, "bad", nameof(ReasonCode.ProviderRefusedRequest))]
    [TestCase(413, "", nameof(ReasonCode.ProviderRefusedRequest))]
    [TestCase(429, "", nameof(ReasonCode.ProviderRateLimited))]
    [TestCase(429, "insufficient_quota", nameof(ReasonCode.ProviderOutOfCredit))]
    [TestCase(429, "You exceeded your current quota. Please retry in 30s.", nameof(ReasonCode.ProviderRateLimited))]
    [TestCase(500, "", nameof(ReasonCode.ProviderError))]
    [TestCase(503, "The model is overloaded.", nameof(ReasonCode.ProviderOverloaded))]
    [TestCase(529, "", nameof(ReasonCode.ProviderOverloaded))]
    [TestCase(-32603, "Internal error: Your credit balance is too low", nameof(ReasonCode.ProviderOutOfCredit))]
    [TestCase(-32603, "Internal error: fetch failed", nameof(ReasonCode.ProviderUnreachable))]
    [TestCase(-32603, "Internal error: socket hang up", nameof(ReasonCode.ProviderStreamCut))]
    [TestCase(-32603, "Internal error", nameof(ReasonCode.HarnessCrashed))]
    public void A_failed_prompt_is_judged_by_status_and_words(int code, string message, string reason)
    {
        var line = System.Text.Json.JsonSerializer.Serialize(new { id = "prompt:p", error = new { code, message } });

        Assert.That(Judge("gemini", 0, Session, Prompt, line, Idle).Reason.ToString(), Is.EqualTo(reason));
    }

    private static HarnessOutcome Judge(string agent, int? exitCode, params string[] lines)
    {
        var reader = AcpRecording.Reader(agent);
        foreach (var line in lines)
        {
            reader.Read(line);
        }

        return reader.Conclude(exitCode, outOfMemory: false);
    }

    private static string Stop(string reason, string? more = null) =>
        $"{{\"id\":\"prompt:p\",\"result\":{{\"stopReason\":\"{reason}\"{(more is null ? string.Empty : "," + more)}}}}}";

    private static string Said(string text) => System.Text.Json.JsonSerializer.Serialize(new
    {
        method = "session/update",
        @params = new { update = new { sessionUpdate = "agent_message_chunk", content = new { type = "text", text } } },
    });
}
