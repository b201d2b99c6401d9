using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>
/// What every harness has to do, each as its real CLI in its own image against the scripted model: what people see must
/// not depend on which one works for them.
/// </summary>
[TestFixture("claude", "anthropic")]
[TestFixture("codex", "openai")]
[TestFixture("gemini", "gemini")]
[TestFixture("opencode", "anthropic")]
[TestFixture("copilot", "openai")]
[TestFixture("qwen", "openai")]
internal sealed class HarnessTests(string harness, string provider) : StageTests
{
    private const string Repository = "acme/widgets";
    private const string Taken = "inbox_tray";
    private const string Delivered = "white_check_mark";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__MaxModelRetries"] = "2",
        ["Harnesses__Claude__MaxRetries"] = "2",
        ["Runs__SilenceTimeout"] = "00:00:45",
    };

    [Test]
    public async Task A_task_ends_in_a_pull_request_with_the_same_kinds_of_events()
    {
        var run = await StartAsync("[[fake:commit]] add a greeting");

        var end = await run.EndAsync();

        var kinds = (await run.TraceAsync()).Select(record => record["event"]!["kind"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var calls = await run.TraceAsync("tool_call");
        var results = await run.TraceAsync("tool_result");
        var metered = await run.TraceAsync("model_call");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready").And.Contain("All done: I added"));
            Assert.That(await GitHub.FileAsync(Repository, run.PullRequest.HeadBranch, "hello.txt", default), Does.Contain("hello from the fake model"));
            Assert.That(kinds.ToList(), Is.SupersetOf(new[] { "session", "prompt", "text", "tool_call", "tool_result", "file_change", "answer", "model_call" }));
            Assert.That(kinds.Contains("usage"), Is.EqualTo(ReportsTokens));
            Assert.That(kinds, Does.Not.Contain("unknown"), "Every line is understood.");
            Assert.That(calls.Select(Id), Is.Unique, "A call is told once.");
            Assert.That(results.Select(Id), Is.EquivalentTo(calls.Select(Id)), "Each call has its result.");
            Assert.That(calls.Select(call => call["summary"]?.GetValue<string>()), Has.Some.Contains("git add -A"));
            Assert.That(metered.Select(call => call["provider"]!.GetValue<string>()).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { provider }));
            Assert.That(metered.Sum(call => call["costUsd"]!.GetValue<decimal>()), Is.Positive);
            Assert.That(run.Card.AllText, Does.Contain(harness));
        }
    }

    [Test]
    public async Task What_the_harness_reports_and_what_the_gateway_metered_agree()
    {
        var run = await StartAsync("[[fake:commit]] count the tokens");

        await run.EndAsync();

        var metered = (await run.TraceAsync("model_call")).Sum(call => call["outputTokens"]!.GetValue<long>());
        var reported = (await run.TraceAsync("usage")).Sum(usage => usage["outputTokens"]!.GetValue<long>());
        Assert.That(reported, Is.EqualTo(ReportsTokens ? metered : 0).Within(1).Percent);
    }

    [Test]
    public async Task A_reply_resumes_the_session()
    {
        var run = await StartAsync("[[fake:commit]] remember this word: marzipan");
        await run.EndAsync();

        run.Reply("alice", "[[fake:followup]] what was the word?");
        var end = await run.EndAsync(turn: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Follow-up done"));
            Assert.That(LastRequest("followup", run).BodyJson, Does.Contain("marzipan"), "The session holds what was said before.");
            Assert.That(await GitHub.FileAsync(Repository, run.PullRequest.HeadBranch, "hello.txt", default), Does.Contain("more"));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_reply_resumes_the_session_in_another_container()
    {
        var run = await StartAsync("[[fake:commit]] remember this word: nougat");
        await run.EndAsync();
        var first = await run.ContainerAsync();
        await Testing.Time.Eventually.ThatAsync(() => Task.FromResult(File.Exists(Path.Combine(Stage.DataDirectory, "sessions", $"{run.Id}.tar"))), Is.True);
        await SandboxContainers.RemoveAsync([run.Id]);

        run.Reply("alice", "[[fake:followup]] what was the word?");
        var end = await run.EndAsync(turn: 2);

        var request = LastRequest("followup", run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Follow-up done"));
            Assert.That(await run.ContainerAsync(), Is.Not.EqualTo(first));
            Assert.That(request.BodyJson, Does.Contain("nougat"));
            Assert.That(request.BodyJson, Does.Not.Contain("in a sandbox that is gone"), "It is the session itself, not our account of it.");
        }
    }

    [Test]
    public async Task A_message_sent_now_reaches_the_agent_during_the_turn()
    {
        var run = await StartAsync("[[fake:slow]] take your time");
        await run.AgentAsksAsync("slow", 0);
        await Slack.WaitUntilAsync(() => run.Card.AllText.Contains("step1", StringComparison.Ordinal), Stage.Patience, default);

        var message = run.Reply("alice", "now: also say banana");
        await SeesAsync(message, Taken);
        var end = await run.EndAsync();

        await SeesAsync(message, Delivered);
        var steering = await run.TraceAsync("steering");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Slow work finished").And.Contain("banana"));
            Assert.That(run.Ends, Has.Count.EqualTo(1), "It was one turn.");
            Assert.That(steering.Select(what => what["state"]!.GetValue<string>()), Is.SupersetOf(new[] { "sent", "delivered" }));
            Assert.That((await run.TraceAsync("unknown")), Is.Empty);
        }
    }

    [Test]
    public async Task An_interrupting_reply_ends_the_turn_and_is_the_next_one()
    {
        var run = await StartAsync("[[fake:loop]] never end");
        await run.AgentAsksAsync("loop", 1);

        var message = run.Reply("alice", "interrupt: [[fake:talk]] only talk");
        var end = await run.EndAsync(turn: 2);

        await SeesAsync(message, Delivered);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Just talking"));
            Assert.That(run.Ends, Has.Count.EqualTo(1), "The interrupted turn says nothing of its own.");
            Assert.That(LastRequest("talk", run).BodyJson, Does.Contain("never end"), "The session goes on.");
        }
    }

    [Test]
    public async Task Stop_ends_the_turn_and_leaves_nothing_running()
    {
        var run = await StartAsync("[[fake:loop]] never end");
        await run.AgentAsksAsync("loop", 1);

        run.Reply("alice", "stop");
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("The run was stopped."));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }

    [Test]
    public async Task A_rejected_key_is_told()
    {
        var scenario = $"status-401-{harness}";
        Model.Script(scenario, ModelStep.Fail(401));
        var run = await StartAsync($"[[fake:{scenario}]] meet an error");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Contain("ProviderKeyRejected"));
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [Test]
    public async Task Two_rate_limits_are_ridden_out()
    {
        var scenario = $"limited-{harness}";
        Model.Script(scenario, ModelStep.Run("echo once"), ModelStep.Say("Got through."));
        Model.FailNext(429, times: 2);
        var run = await StartAsync($"[[fake:{scenario}]] be patient");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Got through."));
    }

    [Test]
    public async Task An_answer_that_breaks_off_again_and_again_is_told()
    {
        var scenario = $"cut-{harness}";
        Model.Script(scenario, new ModelStep { Text = "This answer breaks off before it ends, in the middle of a word.", CutAfter = 1 });
        var run = await StartAsync($"[[fake:{scenario}]] meet a cut");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Failed").And.Match("ProviderStreamCut|ProviderUnreachable|ProviderError|SilenceLimit"));
    }

    /// <summary>OpenCode's counts are those of its last call; they are not taken for the turn's.</summary>
    private bool ReportsTokens => harness is not "opencode";

    private Task<AgentRun> StartAsync(string task) => Stage.RunAsync(task, $"repo={Repository} harness={harness}");

    private ModelRequest LastRequest(string scenario, AgentRun run) =>
        Model.TaskRequests.Last(request => request.Scenario == scenario && request.BodyJson.Contains(run.Mark, StringComparison.Ordinal));

    private static string Id(System.Text.Json.Nodes.JsonObject what) => what["callId"]!.GetValue<string>();

    private Task SeesAsync(SlackMessage message, string reaction) =>
        Slack.WaitUntilAsync(() => Slack.Find(Stage.Channel, message.Ts)!.HasReaction(reaction), Stage.Patience, default);
}
