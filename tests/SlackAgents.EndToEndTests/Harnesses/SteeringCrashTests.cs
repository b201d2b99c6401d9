using SlackAgents.EndToEndTests.Crashes;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing.Time;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>Kill -9 while somebody steers: what was said reaches the agent once, and the turn is told to its end.</summary>
[TestFixture("claude")]
[TestFixture("codex")]
[TestFixture("opencode")]
internal sealed class SteeringCrashTests(string harness) : StageTests
{
    private const string Repository = "acme/widgets";
    private const string Taken = "inbox_tray";
    private const string Delivered = "white_check_mark";
    private const string Message = "also say marmalade";

    [OneTimeSetUp]
    public void WriteScripts()
    {
        Model.Script("held", HeldTool.Step, ModelStep.Say("The long step is over. Said meanwhile: <<{{later_user}}>>"));
        Model.Script("held-commit", HeldTool.Step, ModelStep.Run("date > held.txt; git add -A; git commit -q -m 'Add held.txt'; git log --oneline"), ModelStep.Say("The long step is over and committed."));
    }

    [Test]
    public async Task Right_after_the_message_was_taken()
    {
        var run = await HeldAsync("held", "steered and killed at once");

        var message = run.Reply("alice", $"now: {Message}");
        await SeesAsync(message, Taken);
        await Stage.Product.KillAsync();

        await AssertSaidOnceAsync(run, message);
    }

    [Test]
    public async Task After_the_message_was_written_and_before_its_receipt()
    {
        var run = await HeldAsync("held", "steered and killed between");

        var message = run.Reply("alice", $"now: {Message}");
        await Eventually.ThatAsync(() => StatesAsync(run), Does.Contain("sent"));
        await Stage.Product.KillAsync();

        await AssertSaidOnceAsync(run, message);
    }

    [Test]
    public async Task Right_after_an_interrupting_message_was_taken()
    {
        var run = await HeldAsync("held", "interrupted and killed at once");

        var message = run.Reply("alice", "interrupt: [[fake:talk]] only talk");
        await SeesAsync(message, Taken);
        await Stage.Product.KillAsync();
        await Stage.Product.StartAsync();

        await AssertOneNextTurnAsync(run, message);
    }

    [Test]
    public async Task After_the_interrupted_turn_has_ended()
    {
        var run = await HeldAsync("held", "interrupted and killed later");

        var message = run.Reply("alice", "interrupt: [[fake:talk]] only talk");
        await Eventually.ThatAsync(() => run.TraceAsync("state"), Has.Some.Matches<System.Text.Json.Nodes.JsonObject>(state => state["from"]!.GetValue<string>() == "Stopping"));
        await Stage.Product.KillAsync();
        await Stage.Product.StartAsync();

        await AssertOneNextTurnAsync(run, message);
    }

    [Test]
    public async Task A_step_that_ends_while_the_host_is_down_is_not_lost()
    {
        var run = await HeldAsync("held-commit", "work on alone");
        await Stage.Product.KillAsync();

        await HeldTool.LetGoAsync(run);
        await Eventually.ThatAsync(() => HeldTool.ProcessesAsync(run), Is.Not.Empty.And.None.Contains("/tmp/go"));
        await Stage.Product.StartAsync();

        var end = await run.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready").And.Contain("over and committed"));
            Assert.That(run.Ends, Has.Count.EqualTo(1));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1));
        }

        await CrashWitness.AssertWholeTraceAsync(run);
    }

    private async Task<AgentRun> HeldAsync(string scenario, string task)
    {
        var run = await Stage.RunAsync($"[[fake:{scenario}]] {task}", $"repo={Repository} harness={harness}");
        await HeldTool.HoldsAsync(run, scenario);
        return run;
    }

    private async Task AssertSaidOnceAsync(AgentRun run, SlackMessage message)
    {
        await Stage.Product.StartAsync();
        await Eventually.ThatAsync(() => StatesAsync(run), Does.Contain("sent"));
        await HeldTool.LetGoAsync(run);

        var end = await run.EndAsync();
        await SeesAsync(message, Delivered);
        await run.CardSaysAsync("Finished");

        var last = Model.TaskRequests.Last(request => request.BodyJson.Contains(run.Mark, StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("The long step is over").And.Contain("marmalade"));
            Assert.That(last.BodyJson.Split("marmalade"), Has.Length.EqualTo(2), "The model is told it once.");
            Assert.That(run.Ends, Has.Count.EqualTo(1), "One turn, one message at its end.");
            Assert.That((await StatesAsync(run)).Count(state => state == "delivered"), Is.EqualTo(1));
        }

        await CrashWitness.AssertWholeTraceAsync(run);
    }

    private async Task AssertOneNextTurnAsync(AgentRun run, SlackMessage message)
    {
        var end = await run.EndAsync(turn: 2);
        await SeesAsync(message, Delivered);
        await run.CardSaysAsync("Finished");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Just talking"));
            Assert.That(run.Ends, Has.Count.EqualTo(1), "The interrupted turn says nothing of its own.");
            Assert.That(Model.TaskRequests.Count(request => request.Scenario == "talk" && request.BodyJson.Contains(run.Mark, StringComparison.Ordinal)), Is.EqualTo(1), "The message is one turn.");
        }

        // A session that Codex resumes begins by repeating the earlier turn's count of tokens.
        var counts = new HashSet<string>(StringComparer.Ordinal);
        await CrashWitness.AssertWholeTraceAsync(run, line => line.StartsWith("{\"method\":\"thread/tokenUsage/updated\"", StringComparison.Ordinal) && !counts.Add(line[..line.IndexOf(",\"emittedAtMs\"", StringComparison.Ordinal)]));
    }

    private static async Task<IReadOnlyList<string>> StatesAsync(AgentRun run) =>
        [.. (await run.TraceAsync("steering")).Select(what => what["state"]!.GetValue<string>())];

    private Task SeesAsync(SlackMessage message, string reaction) =>
        Slack.WaitUntilAsync(() => Slack.Find(Stage.Channel, message.Ts)!.HasReaction(reaction), Stage.Patience, default);
}
