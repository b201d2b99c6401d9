using System.Globalization;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>How a turn is cut short, and what is left of the agent then: nothing.</summary>
internal sealed class DriverEndTests
{
    [Test]
    public async Task An_interrupt_ends_the_turn_by_the_agents_own_answer()
    {
        await using var run = DriverRun.Acp("cancels");
        await run.ToolIsAsync("in_progress");
        run.Interrupt("i1");
        await run.SaysAsync("idle");

        Assert.That(run.Lines, Has.Some.Contain("\"stopReason\":\"cancelled\""));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task After_an_interrupt_nothing_more_is_sent()
    {
        await using var run = DriverRun.Acp("cancels");
        await run.ToolIsAsync("in_progress");
        run.Interrupt("i1");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 refused");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Has.None.EqualTo("prompt m1"));
        Assert.That(run.Got.Count(message => message["method"]?.GetValue<string>() == "session/prompt"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_interrupt_takes_back_what_was_still_waiting()
    {
        await using var run = DriverRun.Acp("starts-tool", plan => plan with { Steer = "drain" });
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        run.Interrupt("i1");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "receipt m1 queued", "receipt m1 refused", "idle" }));
    }

    [Test]
    public async Task An_interrupt_before_the_prompt_keeps_it_from_being_sent()
    {
        await using var run = DriverRun.Acp("opens-late");
        run.Interrupt("i1");
        await Eventually.ThatAsync(() => run.Errors, Does.Contain("session/new"));
        run.Open("open");
        await run.SaysAsync("idle");

        Assert.That(run.Said, Is.EqualTo(new[] { "idle" }));
        Assert.That(await run.CloseAsync(), Is.Zero);
    }

    [Test]
    public async Task An_agent_that_ignores_an_interrupt_is_ended()
    {
        await using var run = DriverRun.Acp("stuck", plan => plan with { GraceMs = 300 });
        await run.ToolIsAsync("in_progress");
        run.Interrupt("i1");

        Assert.That(await run.EndAsync(), Is.EqualTo(137));
        Assert.That(run.Errors, Does.Contain("did not end its turn"));
        Assert.That(run.Said, Has.None.EqualTo("idle"));
    }

    [Test]
    public async Task An_agent_that_does_not_end_with_its_input_is_ended()
    {
        await using var run = DriverRun.Acp("never-ends", plan => plan with { GraceMs = 300 });
        await run.SaysAsync("idle");

        Assert.That(await run.CloseAsync(), Is.Zero);
        Assert.That(run.Errors, Does.Contain("exit code 137"));
    }

    [TestCase("dies", 3)]
    [TestCase("is-killed", 137)]
    [TestCase("dies-in-a-line", 4)]
    public async Task An_agent_that_ends_before_it_has_answered_gives_its_exit_code(string scenario, int code)
    {
        await using var run = DriverRun.Acp(scenario);

        Assert.That(await run.EndAsync(), Is.EqualTo(code));
        Assert.That(run.Errors, Does.Contain($"ended with exit code {code} before it had answered"));
        Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1" }));
    }

    [Test]
    public async Task An_exit_code_after_the_answer_is_said_and_changes_nothing()
    {
        await using var run = DriverRun.Acp("ends-badly");
        await run.SaysAsync("idle");

        Assert.That(await run.CloseAsync(), Is.Zero);
        Assert.That(run.Errors, Does.Contain("had answered and then ended with exit code 7"));
    }

    [Test]
    public async Task An_agent_that_ends_while_it_has_nothing_to_do_ends_the_turn()
    {
        await using var run = DriverRun.Acp("dies-after");
        await run.SaysAsync("idle");
        run.Open("die");

        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(run.Errors, Does.Contain("had answered and then ended with exit code 9"));
    }

    [Test]
    public async Task A_message_that_the_agent_took_to_its_grave_is_refused()
    {
        await using var run = DriverRun.Acp("stuck", plan => plan with { Steer = "drain", GraceMs = 300 });
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("receipt m1 queued");
        run.Signal("TERM");

        Assert.That(await run.EndAsync(), Is.EqualTo(143));
        Assert.That(run.Said, Has.Some.EqualTo("receipt m1 refused"));
    }

    [TestCase("TERM", 143)]
    [TestCase("INT", 130)]
    [TestCase("HUP", 129)]
    public async Task A_signal_ends_the_agent_and_its_tools(string signal, int code)
    {
        await using var run = DriverRun.Acp("starts-tool");
        await run.ToolIsAsync("in_progress");
        var tool = run.Errors.Split('\n').Single(line => line.StartsWith("tool ", StringComparison.Ordinal))[5..];
        Assert.That(IsAlive(tool), Is.True);
        run.Signal(signal);

        Assert.That(await run.EndAsync(), Is.EqualTo(code));
        await Eventually.IsTrueAsync(() => !IsAlive(tool));
    }

    [Test]
    public async Task A_tool_that_the_agent_leaves_behind_ends_with_the_turn()
    {
        await using var run = DriverRun.Acp("starts-tool");
        await run.ToolIsAsync("in_progress");
        var tool = run.Errors.Split('\n').Single(line => line.StartsWith("tool ", StringComparison.Ordinal))[5..];
        run.Interrupt("i1");
        await run.SaysAsync("idle");

        Assert.That(await run.CloseAsync(), Is.Zero);
        await Eventually.IsTrueAsync(() => !IsAlive(tool));
    }

    // A process that ended and that nobody has asked for yet still has its folder.
    private static bool IsAlive(string process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
