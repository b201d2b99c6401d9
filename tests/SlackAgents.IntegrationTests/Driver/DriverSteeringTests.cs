using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>Messages for a running turn, in each of the ways that agents take them in.</summary>
internal sealed class DriverSteeringTests
{
    [Test]
    public async Task A_message_cuts_in_where_the_agent_can_do_nothing_else()
    {
        await using var run = DriverRun.Acp("cancels");
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "prompt m1", "receipt m1 delivered", "idle" }));
        Assert.That(Methods(run)[^2..], Is.EqualTo(new[] { "session/cancel", "session/prompt" }));
        Assert.That(run.Lines, Has.Some.Contain("\"delivered\"").And.Some.Contain("The step under way was given up for it."));
        Assert.That(run.Chunks, Is.EqualTo(new[] { "Read more." }));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task An_agent_that_forgets_its_step_is_started_again_for_a_message()
    {
        await using var run = DriverRun.Acp("forgets", Steer("restart"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "note", "prompt m1", "receipt m1 delivered", "idle" }));
        Assert.That(Methods(run)[^4..], Is.EqualTo(new[] { "session/cancel", "initialize", "session/load", "session/prompt" }));
        Assert.That(run.Chunks, Is.EqualTo(new[] { "Read more." }), "What it tells again is not told twice.");
        Assert.That(run.Lines.Count(line => line.Contains("protocolVersion", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task Messages_that_come_while_it_is_started_again_are_read_together()
    {
        await using var run = DriverRun.Acp("forgets", Steer("restart"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        run.Steer("m2", "and more");
        await run.SaysAsync("receipt m2 delivered");
        run.CloseInput();

        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(run.Chunks, Is.EqualTo(new[] { "Read more|and more." }));
    }

    [Test]
    public async Task A_session_that_is_lost_when_it_is_started_again_ends_the_turn()
    {
        await using var run = DriverRun.Acp("forgets-all", Steer("restart"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");

        Assert.That(await run.EndAsync(), Is.EqualTo(70));
        Assert.That(run.Errors, Does.Contain("session session-1 could not be resumed: gone too"));
        Assert.That(run.Said, Has.Some.EqualTo("receipt m1 refused"));
    }

    [Test]
    public async Task A_message_that_is_written_twice_is_read_once()
    {
        await using var run = DriverRun.Acp("cancels");
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        run.Steer("m1", "more");
        run.Steer(DriverRun.PromptId, "do it");
        run.Steer("m2", "and more");
        await run.SaysAsync("receipt m2 delivered");
        await run.SaysAsync("idle");
        run.Steer("m1", "more");
        await run.CloseAsync();

        Assert.That(run.Said.Count(line => line is "prompt m1" or "receipt m1 queued" or "receipt m1 delivered"), Is.EqualTo(3));
        Assert.That(string.Join(' ', run.Chunks).Split("more").Length - 1, Is.EqualTo(2));
    }

    [Test]
    public async Task The_extension_takes_a_message_into_the_running_turn()
    {
        await using var run = DriverRun.Acp("takes-steering", Steer("extension"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 delivered", "idle" }));
        Assert.That(Methods(run), Has.None.EqualTo("session/cancel"));
    }

    [Test]
    public async Task Where_the_extension_is_unknown_a_message_cuts_in()
    {
        await using var run = DriverRun.Acp("cancels", Steer("extension"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "prompt m1", "receipt m1 delivered", "idle" }));
        Assert.That(Methods(run)[^3..], Is.EqualTo(new[] { "_session/steering", "session/cancel", "session/prompt" }));
    }

    [Test]
    public async Task A_second_prompt_is_delivered_when_the_next_step_begins()
    {
        await using var run = DriverRun.Acp("injects", Steer("prompt"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Open("step");
        await run.ToolIsAsync("completed");
        Assert.That(run.Said, Has.None.EqualTo("receipt m1 delivered"));
        run.Open("next");
        await run.SaysAsync("receipt m1 delivered");
        Assert.That(run.Said, Has.None.EqualTo("idle"));
        run.Open("finish");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "prompt m1", "receipt m1 queued", "receipt m1 delivered", "idle" }));
    }

    [Test]
    public async Task A_message_is_handed_over_when_the_agent_asks_for_it()
    {
        await using var run = DriverRun.Acp("drains", Steer("drain"));
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Open("step");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "receipt m1 delivered", "idle" }));
        Assert.That(run.Got.Where(message => message["method"] is null).Select(message => message["result"]!.ToJsonString()),
            Is.EqualTo(new[] { """{"messages":["more"],"hasQueuedPrompt":false}""" }));
    }

    [Test]
    public async Task A_message_that_no_agent_asked_for_becomes_the_next_prompt()
    {
        await using var run = DriverRun.Acp("gated", Steer("drain"));
        await Eventually.ThatAsync(() => run.Chunks, Is.Not.Empty);
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Open("finish");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "prompt m1", "receipt m1 delivered", "idle" }));
    }

    [TestCase("cancel")]
    [TestCase("prompt")]
    [TestCase("extension")]
    [TestCase("drain")]
    [TestCase("restart")]
    public async Task An_agent_that_has_nothing_to_do_gets_a_message_as_a_prompt(string way)
    {
        await using var run = DriverRun.Acp("answers", Steer(way));
        await run.SaysAsync("idle");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 delivered");
        await Eventually.ThatAsync(() => run.Said.Count(line => line == "idle"), Is.EqualTo(2));

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle", "prompt m1", "receipt m1 delivered", "idle" }));
    }

    [Test]
    public async Task Messages_from_before_the_first_prompt_are_read_with_it()
    {
        await using var run = DriverRun.Acp("opens-late");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Open("open");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "receipt m1 queued", "prompt prompt-1", "prompt m1", "receipt m1 delivered", "idle" }));
        var prompt = run.Got.Single(message => message["method"]?.GetValue<string>() == "session/prompt");
        Assert.That(prompt["params"]!["prompt"]!.AsArray().Select(block => block!["text"]!.GetValue<string>()), Is.EqualTo(new[] { "do it", "more" }));
    }

    [Test]
    public async Task The_end_of_the_input_does_not_lose_a_message_that_waits()
    {
        await using var run = DriverRun.Acp("gated", Steer("drain"));
        await Eventually.ThatAsync(() => run.Chunks, Is.Not.Empty);
        run.Steer("m1", "more");
        run.CloseInput();
        await run.SaysAsync("receipt m1 queued");
        run.Open("finish");

        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(run.Said, Has.Some.EqualTo("prompt m1"));
    }

    [Test]
    public async Task A_line_of_the_host_that_nobody_understands_is_said_and_left_out()
    {
        await using var run = DriverRun.Acp("gated");
        run.Write("nonsense");
        run.Write("""{"type":"driver.steer","id":7}""");
        run.Open("finish");
        await run.SaysAsync("idle");

        Assert.That(run.Errors.Split("neither a message nor an interrupt").Length - 1, Is.EqualTo(2));
        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle" }));
    }

    private static Func<DriverPlan, DriverPlan> Steer(string way) => plan => plan with { Steer = way };

    private static string[] Methods(DriverRun run) => [.. run.Got.Select(message => message["method"]).OfType<JsonValue>().Select(method => method.GetValue<string>())];
}
