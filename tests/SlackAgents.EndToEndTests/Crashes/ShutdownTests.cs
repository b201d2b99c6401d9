using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Crashes;

/// <summary>SIGTERM: leave soon, let the sandbox go on, take it up again.</summary>
internal sealed class ShutdownTests : StageTests
{
    [Test]
    public async Task The_host_leaves_in_the_middle_of_a_turn_and_the_next_one_finishes_it()
    {
        var run = await Stage.RunAsync("[[fake:slow-commit]] the host leaves meanwhile");
        await run.AgentAsksAsync("slow-commit", 1);

        var took = await Stage.Product.StopAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(10)));
            Assert.That(Stage.Product.ExitCode, Is.Zero);
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Has.Count.EqualTo(1));
        }

        await Stage.Product.StartAsync();
        await CrashWitness.AssertHonestEndAsync(Stage, run);
    }

    [Test]
    public async Task A_turn_that_ends_while_no_host_is_there_is_published_by_the_next_one()
    {
        var run = await Stage.RunAsync("[[fake:commit]] finish alone");
        await run.CardSaysAsync("Working");
        await run.AgentAsksAsync("commit", 0);
        await Stage.Product.KillAsync();
        await Testing.Time.Eventually.ThatAsync(() => SandboxContainers.OfRunAsync(run.Id, "running"), Has.Count.LessThanOrEqualTo(1));

        await Stage.Product.StartAsync();

        await CrashWitness.AssertHonestEndAsync(Stage, run);
    }
}
