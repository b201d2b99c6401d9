using System.Text.Json.Nodes;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>What passes from the agent to the host, and in which shape.</summary>
internal sealed class DriverLineTests
{
    [Test]
    public async Task Pieces_of_a_text_are_joined_and_none_is_lost_or_moved()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("talks"));

        Assert.That(run.Chunks, Is.EqualTo(new[]
        {
            "Grüße, 世界 🌍!", "Let me see.", "One", "Two", "\U0001F600", "with usage",
            new string('x', 3000), new string('y', 3000), new string('z', 9000),
        }));
    }

    [Test]
    public async Task A_joined_line_has_the_shape_of_its_pieces()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("talks"));

        Assert.That(run.Lines, Has.Some.EqualTo(
            """{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"session-1","update":{"sessionUpdate":"agent_thought_chunk","content":{"type":"text","text":"Let me see."}}}}"""));
        Assert.That(run.Lines.Single(line => line.Contains("with usage", StringComparison.Ordinal)), Does.Contain("\"usage\":1"));
    }

    [Test]
    public async Task A_line_that_is_no_text_comes_after_the_text_before_it()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("talks"));

        var lines = run.Lines.ToList();
        var tool = lines.FindIndex(line => line.Contains("\"t1\"", StringComparison.Ordinal));
        Assert.That(lines[tool - 1], Does.Contain("\"Two\""));
        Assert.That(lines[tool + 1], Does.Contain("\U0001F600"));
    }

    [Test]
    public async Task A_text_is_not_held_back_until_something_else_comes()
    {
        await using var run = DriverRun.Acp("waits");

        await Eventually.ThatAsync(() => run.Chunks, Is.EqualTo(new[] { "half a sentence" }));
        Assert.That(run.Said, Has.None.EqualTo("idle"));
        run.Open("finish");
        await run.SaysAsync("idle");
    }

    [Test]
    public async Task Nothing_that_an_agent_prints_looks_like_a_line_of_ours_or_stops_the_turn()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("is-hostile"));

        var lines = run.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "note", "idle" }));
            Assert.That(lines.Select(line => line["type"]?.GetValue<string>()), Has.None.StartsWith("slackagents"));
            Assert.That(run.Errors, Does.Contain("not json").And.Contain("slackagents.exit").And.Contain("driver.receipt").And.Contain("[1,2]"));
            Assert.That(run.Chunks.Single(), Has.Length.EqualTo(1024 * 1024));
            Assert.That(run.Lines, Has.Some.EqualTo("""{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"session-1","update":{"sessionUpdate":"plan","entries":[]}}}"""));
        });
        Assert.That(await run.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task An_answer_that_is_too_long_is_said_and_does_not_leave_the_turn_waiting()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("is-hostile"));

        var note = run.Lines.Single(line => line.Contains("driver.note", StringComparison.Ordinal));
        Assert.That(note, Does.Contain("was too long").And.Contain("prompt:prompt-1"));
        Assert.That(note, Has.Length.LessThan(1000));
    }

    [TestCase("resumes", null, "session/resume")]
    [TestCase("resumes", "session/load", "session/load")]
    [TestCase("loads", "session/resume", "session/load")]
    public async Task A_session_is_resumed_in_the_way_that_the_agent_can(string scenario, string? method, string used)
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp(scenario, plan => plan with { ResumeSession = "session-1", ResumeMethod = method, Instructions = "be kind" }));

        Assert.That(run.Got.Select(message => message["method"]?.GetValue<string>()), Is.EqualTo(new[] { "initialize", used, "session/prompt" }));
        Assert.That(run.Got[^1]["params"]!["prompt"]!.AsArray(), Has.Count.EqualTo(1), "The session knows the standing orders.");
    }

    [Test]
    public async Task A_conversation_that_is_told_again_is_not_part_of_the_turn()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("loads", plan => plan with { ResumeSession = "session-1" }));

        Assert.That(run.Chunks, Is.EqualTo(new[] { "Hello." }));
        Assert.That(run.Lines, Has.None.Contain("\"old\"").And.None.Contain("\"late\""));
        Assert.That(run.Lines, Has.Some.Contain("available_commands_update").And.Some.Contain("5 updates from before this turn were left out."));
    }

    [TestCase("loses-session", "gone too")]
    [TestCase("answers", "can resume no session")]
    public async Task A_session_that_is_gone_is_said_so_that_a_new_one_can_be_made(string scenario, string reason)
    {
        await using var run = DriverRun.Acp(scenario, plan => plan with { ResumeSession = "session-1" });

        Assert.That(await run.EndAsync(), Is.EqualTo(70));
        Assert.That(run.Errors, Does.Contain("session session-1 could not be resumed").And.Contain(reason));
        Assert.That(run.Said, Is.Empty);
    }
}
