using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Limits;

/// <summary>Each limit ends a turn with its own reason, and what was paid for is published.</summary>
internal sealed class LimitTests : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__MaxCostUsd"] = "3",
        ["Runs__TurnTimeout"] = "00:00:25",
        ["Runs__MaxOutputMb"] = "1",
        ["Sandbox__DiskMb"] = "64",
        ["Sandbox__MemoryMb"] = "768",
        ["Gateway__MaxPushMb"] = "1",
    };

    [Test]
    public async Task The_budget_ends_the_run_and_what_is_there_is_published()
    {
        Model.Script(
            "spend",
            ModelStep.WriteFile("paid.txt", "paid for\n"),
            ModelStep.Run("git add -A && git commit -qm 'Add what was paid for'"),
            new ModelStep { Bash = ["echo spent; sleep 1"], Usage = new ModelUsage(2_000_000, 100_000) },
            ModelStep.Run("echo more; sleep 1"));
        var run = await Stage.RunAsync("[[fake:spend]] spend it all");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("CostLimit").And.Contain("used up its budget").And.Contain("Runs:MaxCostUsd"));
            Assert.That(await GitHub.FileAsync("acme/widgets", run.PullRequest.HeadBranch, "paid.txt", default), Is.EqualTo("paid for\n"));
            Assert.That(run.PullRequest.Body, Does.Contain("Not complete"));
        }
    }

    [Test]
    public async Task The_time_limit_ends_a_turn_that_never_ends()
    {
        var run = await Stage.RunAsync("[[fake:loop]] never end");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("TimeLimit").And.Contain("Runs:TurnTimeout"));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }

    [Test]
    public async Task The_output_limit_ends_a_flood()
    {
        Model.Script("flood", new ModelStep { Text = new string('x', 400_000), Bash = ["echo flood"], Usage = new ModelUsage(10, 10) });
        var run = await Stage.RunAsync("[[fake:flood]] flood");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("OutputLimit").And.Contain("Runs:MaxOutputMb"));
    }

    [Test]
    public async Task The_disk_limit_ends_a_run_that_fills_the_disk()
    {
        Model.Script("fill", ModelStep.Run("head -c 200000000 /dev/urandom > ~/big; sleep 60"), ModelStep.Say("Filled."));
        var run = await Stage.RunAsync("[[fake:fill]] fill the disk");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("DiskLimit").And.Contain("Sandbox:DiskMb"));
    }

    [Test]
    public async Task The_memory_limit_is_told_when_it_ends_the_agent()
    {
        // Each of these is smaller than the agent, so the kernel takes the agent.
        Model.Script("eat", ModelStep.Run("for n in $(seq 40); do python3 -c \"import time; block = b'x' * 60_000_000; time.sleep(30)\" & done; wait"), ModelStep.Say("Still here."));
        var run = await Stage.RunAsync("[[fake:eat]] eat memory");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("MemoryLimit").And.Contain("Sandbox:MemoryMb"));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }

    [Test]
    public async Task Work_that_is_too_large_to_be_taken_is_no_success()
    {
        Model.Script("heavy", ModelStep.Run("head -c 3000000 /dev/urandom > heavy.bin; git add -A; git commit -qm Heavy"), ModelStep.Say("Committed something heavy."));
        var run = await Stage.RunAsync("[[fake:heavy]] commit something heavy");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("WorkNotHandedOver").And.Not.Contain("Finished"));
            Assert.That(end.Buttons.Select(button => button.Text), Has.Some.EqualTo("Retry"));
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [Test]
    public async Task A_fork_bomb_stays_in_its_sandbox_and_its_neighbours_work()
    {
        Model.Script("bomb", ModelStep.Run("bomb() { bomb | bomb & }; bomb; sleep 20"), ModelStep.Say("Boom."));
        var bomb = await Stage.RunAsync("[[fake:bomb]] explode");
        await bomb.AgentAsksAsync("bomb", 0);

        var neighbour = await Stage.RunAsync("[[fake:commit]] work beside it");
        var end = await neighbour.EndAsync();
        var ended = await bomb.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready"));
            Assert.That(ended.AllText, Does.Contain("Finished").Or.Contain("Failed").Or.Contain("Stopped"));
            Assert.That(await SandboxContainers.OfRunAsync(bomb.Id, "running"), Is.Empty);
        }
    }
}
