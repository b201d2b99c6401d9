using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

internal sealed class RunLimitTests
{
    private static readonly TestCaseData[] Limits =
    [
        Case(ReasonCode.CostLimit, (core, _) => core.Limits.MaxCostUsd = 1, core => Spend(core, tokens: 10, usd: 1.5m)),
        Case(ReasonCode.TokenLimit, (core, _) => core.Limits.MaxTokens = 1_000, core => Spend(core, tokens: 2_000, usd: 0.1m)),
        Case(ReasonCode.TimeLimit, (core, _) => core.Limits.TurnTimeout = TimeSpan.FromSeconds(1), _ => { }),
        Case(ReasonCode.SilenceLimit, (core, _) => core.Limits.SilenceTimeout = TimeSpan.FromSeconds(1), _ => { }),
        Case(ReasonCode.OutputLimit, (core, _) => { core.Limits.MaxOutputMb = 1; core.Engine.Agent = ShoutAsync; }, _ => { }),
        Case(ReasonCode.DiskLimit, (core, _) => core.Sandbox.DiskMb = 64, core => core.Engine.Sandboxes.Single().WrittenBytes = 65L * 1024 * 1024),
    ];

    [TestCaseSource(nameof(Limits))]
    public async Task A_limit_stops_the_turn_with_its_own_reason_and_publishes_what_is_there(ReasonCode reason, Action<CoreDriver, int> set, Action<CoreDriver> reach)
    {
        await using var core = await CoreDriver.StartNewAsync(driver =>
        {
            driver.Engine.Agent = Agents.WorkForEverAsync;
            set(driver, 0);
        });
        var asked = await core.AskAsync();
        await core.WhenAsync(asked.Id, RunState.Running, RunState.Stopping);
        await Eventually.IsTrueAsync(async () => GitRepository.Find(await core.Gateway.Of(asked.Id).Quarantine, $"refs/heads/{asked.Branch}") is not null);

        reach(core);

        var end = await core.EndOfAsync(asked.Id);
        var run = await core.ReadAsync(asked.Id);
        Assert.Multiple(() =>
        {
            Assert.That(run.State, Is.EqualTo(RunState.Stopped));
            Assert.That(run.Reason, Is.EqualTo(reason));
            Assert.That(end.Text, Does.Contain(ReasonCatalog.Of(reason).Sentence).And.Contain(ReasonCatalog.Of(reason).NextStep).And.Contain("[Open PR]"));
            Assert.That(core.Host.Opened.Single().Body, Does.Contain("**Not complete:**"));
            Assert.That(core.Engine.Of(run.Id).State, Is.EqualTo(Core.Sandboxes.SandboxState.Exited));
        });
    }

    [Test]
    public async Task A_run_whose_budget_is_used_up_refuses_model_calls_and_ends_a_further_turn_with_the_same_reason()
    {
        await using var core = await CoreDriver.StartNewAsync(driver =>
        {
            driver.Limits.MaxCostUsd = 1;
            driver.Engine.Agent = Agents.WorkForEverAsync;
        });
        var asked = await core.AskAsync();
        await core.WhenAsync(asked.Id, RunState.Running);
        Spend(core, tokens: 10, usd: 2);
        await core.EndOfAsync(asked.Id);

        await core.ReplyAsync(asked.Id, "go on");

        await core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await core.ReadAsync(asked.Id)).Reason, Is.EqualTo(ReasonCode.CostLimit));
    }

    [Test]
    public async Task Out_of_memory_is_a_failure_of_its_own()
    {
        await using var core = await CoreDriver.StartNewAsync();
        core.Engine.Agent = turn =>
        {
            core.Engine.Sandboxes.Single().OutOfMemory = true;
            return Task.FromResult(137);
        };

        var asked = await core.AskAsync();
        var end = await core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain(ReasonCatalog.Of(ReasonCode.MemoryLimit).Sentence));
    }

    private static TestCaseData Case(ReasonCode reason, Action<CoreDriver, int> set, Action<CoreDriver> reach) =>
        new TestCaseData(reason, set, reach).SetArgDisplayNames(reason.ToString());

    private static void Spend(CoreDriver core, long tokens, decimal usd)
    {
        var observer = core.Gateway.Of(core.Gateway.Open.Single()).Observer;
        observer.Observe(new ModelCallEvent("anthropic", "some-model", 200, tokens, 0, 0, 0, usd, 10, null));
        Assert.That(observer.RefuseModelCall(), Does.Contain("has used its"));
    }

    private static async Task<int> ShoutAsync(FakeTurn turn)
    {
        turn.Begin();
        await turn.PushAsync("README.md", "loud\n");
        var line = new string('x', 64 * 1024);
        while (!turn.Killed.IsCancellationRequested)
        {
            turn.Print(line);
            await Task.Yield();
            if (turn.Killed.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5)))
            {
                break;
            }
        }

        return 143;
    }
}
