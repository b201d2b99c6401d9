using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>The dialect of <c>codex app-server</c>.</summary>
internal sealed class DriverCodexTests
{
    [Test]
    public async Task A_turn_is_a_thread_without_questions_in_which_a_turn_is_started()
    {
        var tools = new McpServer("ours", new Uri("http://127.0.0.1:8080/mcp/ours"));
        await using var run = await DriverRun.ToEndAsync(DriverRun.Codex("answers", plan => plan with { Instructions = "be kind", Model = "large", McpServers = [tools] }));

        Assert.That(Methods(run), Is.EqualTo(new[] { "initialize", "initialized", "thread/start", "turn/start" }));
        var thread = run.Got[2]["params"]!.AsObject();
        thread.Remove("cwd");
        Assert.That(thread.ToJsonString(), Is.EqualTo(
            """{"approvalPolicy":"never","sandbox":"danger-full-access","model":"large","developerInstructions":"be kind","config":{"mcp_servers":{"ours":{"url":"http://127.0.0.1:8080/mcp/ours"}}}}"""));
        Assert.That(run.Got[3]["params"]!.ToJsonString(), Is.EqualTo(
            """{"threadId":"thread-1","input":[{"type":"text","text":"do it","text_elements":[]}],"clientUserMessageId":"prompt-1"}"""));
        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle" }));
        Assert.That(await run.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task A_thread_is_resumed_with_its_orders()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Codex("answers", plan => plan with { ResumeSession = "thread-7", Instructions = "be kind" }));

        Assert.That(Methods(run), Is.EqualTo(new[] { "initialize", "initialized", "thread/resume", "turn/start" }));
        Assert.That(run.Got[2]["params"]!["developerInstructions"]!.GetValue<string>(), Is.EqualTo("be kind"));
        Assert.That(run.Got[2]["params"]!["excludeTurns"]!.GetValue<bool>(), Is.True, "The answer would hold the whole history.");
        Assert.That(run.Got[3]["params"]!["threadId"]!.GetValue<string>(), Is.EqualTo("thread-7"));
    }

    [Test]
    public async Task A_thread_that_is_gone_is_said()
    {
        await using var run = DriverRun.Codex("loses-session", plan => plan with { ResumeSession = "thread-7" });

        Assert.That(await run.EndAsync(), Is.EqualTo(70));
        Assert.That(run.Errors, Does.Contain("session thread-7 could not be resumed: no rollout"));
    }

    [TestCase("answers-at-once")]
    [TestCase("fails")]
    public async Task A_turn_that_is_over_when_its_start_is_answered_is_over(string scenario)
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Codex(scenario));

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle" }));
        Assert.That(await run.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task A_message_is_queued_when_it_is_acknowledged_and_delivered_when_the_conversation_has_it()
    {
        await using var run = DriverRun.Codex("is-steered");
        await run.SaysAsync("prompt prompt-1");
        run.Steer("m1", "more");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        Assert.That(run.Said, Has.None.EqualTo("receipt m1 delivered"));
        run.Open("step");
        await run.SaysAsync("idle");

        Assert.That(run.Said.Distinct(StringComparer.Ordinal).Where(line => line != "receipt m1 queued"), Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 delivered", "idle" }));
        var steers = run.Got.Where(message => message["method"]?.GetValue<string>() == "turn/steer").ToList();
        Assert.That(steers, Has.Count.EqualTo(1));
        Assert.That(steers[0]["params"]!["expectedTurnId"]!.GetValue<string>(), Is.EqualTo("turn-1"));
        Assert.That(steers[0]["params"]!["clientUserMessageId"]!.GetValue<string>(), Is.EqualTo("m1"));
    }

    [TestCase("is-late")]
    [TestCase("forgets-message")]
    public async Task A_message_that_the_turn_did_not_take_in_begins_another(string scenario)
    {
        await using var run = DriverRun.Codex(scenario);
        await run.SaysAsync("prompt prompt-1");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 delivered");
        await run.SaysAsync("idle");

        Assert.That(Methods(run)[^2..], Is.EqualTo(new[] { "turn/steer", "turn/start" }));
        Assert.That(run.Said.SkipWhile(line => line != "prompt m1"), Is.EqualTo(new[] { "prompt m1", "receipt m1 delivered", "idle" }));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task A_message_for_an_agent_that_has_nothing_to_do_begins_a_turn()
    {
        await using var run = DriverRun.Codex("answers");
        await run.SaysAsync("idle");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 delivered");
        await run.CloseAsync();

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle", "prompt m1", "receipt m1 delivered", "idle" }));
    }

    [Test]
    public async Task An_interrupt_ends_the_turn_and_refuses_what_waits()
    {
        await using var run = DriverRun.Codex("is-interrupted");
        await run.SaysAsync("prompt prompt-1");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Interrupt("i1");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Has.Some.EqualTo("receipt m1 refused"));
        Assert.That(run.Lines, Has.Some.Contain("\"interrupted\""));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task The_turn_of_a_helper_of_the_agent_is_not_ours()
    {
        await using var run = DriverRun.Codex("has-helpers");
        await run.SaysAsync("prompt prompt-1");
        run.CloseInput();
        run.Open("finish");

        Assert.That(await run.EndAsync(), Is.Zero);
        var lines = run.Lines.ToList();
        Assert.That(lines.FindIndex(line => line.Contains("driver.idle", StringComparison.Ordinal)),
            Is.GreaterThan(lines.FindIndex(line => line.Contains("\"turn-1\",\"status\":\"completed\"", StringComparison.Ordinal))));
    }

    [Test]
    public async Task Pieces_of_a_text_are_joined()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Codex("talks"));

        var pieces = run.Lines.Select(line => JsonNode.Parse(line)!["params"]?["delta"]?.GetValue<string>()).OfType<string>();
        Assert.That(pieces, Is.EqualTo(new[] { "Hello" }));
    }

    [Test]
    public async Task Whatever_the_agent_asks_is_answered_at_once()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Codex("asks-everything"));

        var answers = run.Got.Where(message => message["method"] is null).Select(message => (message["result"] ?? message["error"]!["code"])!.ToJsonString());
        Assert.That(answers, Is.EqualTo(new[]
        {
            """{"decision":"accept"}""",
            """{"decision":"accept"}""",
            """{"decision":"approved"}""",
            """{"decision":"approved"}""",
            """{"permissions":{"network":{"enabled":true}},"scope":"turn"}""",
            """{"answers":{}}""",
            """{"action":"decline","content":null,"_meta":null}""",
            """{"action":"accept","content":{},"_meta":null}""",
            """{"contentItems":[{"type":"inputText","text":"There is no such tool."}],"success":false}""",
            "-32601",
        }));
    }

    private static string[] Methods(DriverRun run) => [.. run.Got.Select(message => message["method"]).OfType<JsonValue>().Select(method => method.GetValue<string>())];
}
