using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>What people see of a run is the same whatever the agent.</summary>
public sealed class AcpEventTests
{
    private static readonly string[] Agents = ["gemini", "opencode", "copilot", "qwen", "claude", "codex"];

    [TestCaseSource(nameof(Agents))]
    public void The_commands_of_a_run_are_summed_up_in_the_same_words(string agent)
    {
        var summaries = Kept($"acp-{agent}-success").OfType<ToolCallEvent>().Select(call => call.Summary).ToList();

        Assert.That(summaries, Has.Count.EqualTo(3));
        Assert.That(summaries[0], Is.EqualTo("Bash: pwd && ls -a && git log --oneline"));
        // Copilot writes files by a command, and the adapter of Codex does not name the file.
        Assert.That(summaries[1], Does.Contain(agent is "codex" ? "Editing files" : "hello.txt"));
        Assert.That(summaries[2], Is.EqualTo("Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline"));
    }

    [TestCase("gemini", "run_shell_command", "write_file")]
    [TestCase("opencode", "execute", "edit")]
    [TestCase("copilot", "execute", "execute")]
    [TestCase("qwen", "run_shell_command", "write_file")]
    [TestCase("claude", "Bash", "Write")]
    [TestCase("codex", "exec_command", "edit")]
    public void A_tool_has_its_own_name_where_the_agent_tells_it(string agent, string shell, string write)
    {
        var tools = Kept($"acp-{agent}-success").OfType<ToolCallEvent>().Select(call => call.Tool);

        Assert.That(tools, Is.EqualTo(new[] { shell, write, shell }));
    }

    [TestCase("opencode")]
    [TestCase("copilot")]
    [TestCase("qwen")]
    [TestCase("claude")]
    [TestCase("codex")]
    public void The_first_line_that_tells_the_arguments_makes_the_call(string agent)
    {
        var calls = Kept($"acp-{agent}-success").OfType<ToolCallEvent>().ToList();

        Assert.That(calls[0].Input, Does.Contain("\"command\":\"pwd"));
    }

    [TestCase("opencode", 0)]
    [TestCase("copilot", 0)]
    [TestCase("qwen", 0)]
    [TestCase("codex", 0)]
    // These do not tell it.
    [TestCase("gemini", null)]
    [TestCase("claude", null)]
    public void A_command_has_its_exit_code_where_the_agent_tells_it(string agent, int? exitCode)
    {
        var result = Kept($"acp-{agent}-success").OfType<ToolResultEvent>().First();

        Assert.That((result.ExitCode, result.IsError), Is.EqualTo((exitCode, false)));
        Assert.That(result.Output, agent is "gemini" ? Is.Empty : Does.Contain("README.md").And.Not.Contain("```").And.Not.Contain("Directory: (root)"));
    }

    [TestCase("gemini", true)]
    [TestCase("qwen", true)]
    [TestCase("claude", true)]
    [TestCase("codex", true)]
    [TestCase("opencode", false)]
    public void A_written_file_is_a_change_with_its_text(string agent, bool shown)
    {
        var change = Kept($"acp-{agent}-success").OfType<FileChangeEvent>().Single();

        Assert.That((change.Path, change.Change), Is.EqualTo(("repo/hello.txt", "added")));
        Assert.That(change.Diff, shown ? Is.EqualTo("@@ -0,0 +1,1 @@\n+hello from the fake model\n") : Is.Null);
        Assert.That(change.CallId, Is.Not.Null.And.Not.Empty);
    }

    [TestCase("driven-gemini-commit", 1)]
    [TestCase("driven-qwen-commit", 4)]
    [TestCase("driven-copilot-commit", 1)]
    [TestCase("acp-codex-success", 1)]
    // The counts of the last call would pass for those of the turn.
    [TestCase("driven-opencode-commit", 0)]
    public void Tokens_are_reported_where_they_are_those_of_the_turn(string name, int reports)
    {
        var usage = Kept(name).OfType<UsageEvent>().ToList();

        Assert.That(usage, Has.Count.EqualTo(reports));
        Assert.That(usage.Select(report => report.OutputTokens).Sum(), Is.EqualTo(reports == 0 ? 0 : 168));
        Assert.That(usage.Select(report => report.InputTokens), Is.All.Positive);
    }

    [Test]
    public void Cached_tokens_are_told_apart_from_new_ones_in_both_ways_of_counting()
    {
        const string line = "{\"id\":\"prompt:1\",\"result\":{\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":100,\"cachedReadTokens\":40,\"outputTokens\":10,\"totalTokens\":TOTAL}}}";

        var within = Read("copilot", line.Replace("TOTAL", "110", StringComparison.Ordinal)).OfType<UsageEvent>().Single();
        var beside = Read("copilot", line.Replace("TOTAL", "150", StringComparison.Ordinal)).OfType<UsageEvent>().Single();

        Assert.That((within.InputTokens, within.CachedInputTokens), Is.EqualTo((60, 40)));
        Assert.That((beside.InputTokens, beside.CachedInputTokens), Is.EqualTo((100, 40)));
    }

    [Test]
    public void The_pieces_of_a_text_and_of_a_thought_are_marked_as_pieces()
    {
        var events = Kept("driven-opencode-think");

        Assert.That(events, Has.Member(new TextEvent("Thought about it.", Partial: true)).And.Member(new ThinkingEvent("Let me think about it.", Partial: true)));
    }

    [Test]
    public void A_plan_is_a_list_of_steps()
    {
        const string plan = "{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\"plan\",\"entries\":[{\"content\":\"Look\",\"priority\":\"high\",\"status\":\"completed\"},{\"content\":\"Do\",\"status\":\"in_progress\"},{\"content\":\"Rest\",\"status\":\"sleeping\"}]}}}";

        var todo = (TodoEvent)Read("gemini", plan).Single();

        Assert.That(todo.Items, Is.EqualTo(new[] { new TodoItem("Look", "completed"), new TodoItem("Do", "in_progress"), new TodoItem("Rest", "pending") }));
    }

    [Test]
    public void A_call_that_was_only_asked_for_and_told_when_it_was_over_is_in_the_trace()
    {
        var events = Kept("driven-gemini-resume");

        Assert.That(events.OfType<ToolCallEvent>().Single().Summary, Does.StartWith("Bash: cat hello.txt"));
        Assert.That(events.OfType<ToolResultEvent>().Single().Output, Does.Contain("Extend hello.txt"));
        Assert.That(events.OfType<NoticeEvent>().Select(notice => notice.Topic), Has.Member("permission"));
    }

    [Test]
    public void Retries_and_failures_that_come_as_messages_are_none_of_the_models_text()
    {
        var events = Kept("driven-copilot-auth");

        Assert.That(events.OfType<TextEvent>(), Is.Empty);
        Assert.That(events.OfType<RetryEvent>(), Is.Not.Empty);
        Assert.That(events.OfType<ErrorEvent>().Single().Code, Is.EqualTo("401"));
        Assert.That(Kept("driven-copilot-limited").OfType<ErrorEvent>().Single().Code, Is.EqualTo("429"));
    }

    [Test]
    public void What_follows_a_retry_in_the_same_line_is_the_models_again()
    {
        var events = Read("copilot", Chunk("Info: Request failed due to a transient API error. Retrying...Info: Request failed. Retrying...Hello."));

        Assert.That(events.Select(made => made.GetType().Name), Is.EqualTo(new[] { nameof(RetryEvent), nameof(RetryEvent), nameof(TextEvent) }));
        Assert.That(((TextEvent)events[2]).Text, Is.EqualTo("Hello."));
    }

    [TestCase("Error: the build fails because a file is missing.")]
    [TestCase("I saw this: Error: Failed to get response")]
    [TestCase("Info: done.")]
    public void A_text_of_the_model_that_looks_like_a_failure_stays_a_text(string text)
    {
        Assert.That(Read("copilot", Chunk(text)).Single(), Is.InstanceOf<TextEvent>());
    }

    [Test]
    public void The_adapter_of_codex_tells_its_retries_with_their_status()
    {
        var retries = Kept("acp-codex-rate-limited").OfType<RetryEvent>().ToList();

        Assert.That(retries.Select(retry => (retry.Attempt, retry.MaxAttempts, retry.HttpStatus)), Is.EqualTo(new (int, int?, int?)[] { (1, 2, 429), (2, 2, 429) }));
    }

    [Test]
    public void Steering_is_told_from_queued_to_delivered()
    {
        var steering = Kept("driven-qwen-steer").OfType<SteeringEvent>().ToList();

        Assert.That(steering.Select(receipt => receipt.State), Is.EqualTo(new[] { "queued", "delivered" }));
        Assert.That(steering.Select(receipt => receipt.MessageId).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));
    }

    [Test]
    public void The_session_is_told_with_its_model()
    {
        Assert.That(Kept("driven-opencode-commit").OfType<SessionEvent>().Single().Model, Is.EqualTo("anthropic/claude-sonnet-4-5"));
        // The answer to session/load does not say the id again.
        Assert.That(Kept("driven-gemini-resume").OfType<SessionEvent>().Single().SessionId, Is.EqualTo("22222222-2222-4222-8222-222222222222"));
    }

    private static List<TraceEvent> Kept(string name) => [.. AcpRecording.Load(name).Kept().Select(made => made.Event)];

    private static List<TraceEvent> Read(string agent, string line) => [.. AcpRecording.Reader(agent).Read(line).Select(made => made.Event)];

    private static string Chunk(string text) => System.Text.Json.JsonSerializer.Serialize(new
    {
        method = "session/update",
        @params = new { update = new { sessionUpdate = "agent_message_chunk", content = new { type = "text", text } } },
    });
}
