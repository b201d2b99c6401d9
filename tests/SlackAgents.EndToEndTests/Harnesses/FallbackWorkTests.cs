using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>What the first agent had done is there for the second.</summary>
internal sealed class FallbackWorkTests : StageTests
{
    private const string Repository = "acme/widgets";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Harnesses__Fallback__Harness"] = "codex",
        ["Harnesses__Claude__MaxRetries"] = "0",
    };

    [Test]
    public async Task Codex_continues_the_branch_that_claude_had_begun()
    {
        Model.Script(
            "half-way",
            ModelStep.Run("[ -e first.txt ] || { date > first.txt; git add -A; git commit -q -m 'Add first.txt'; " + HeldTool.Command + "; }; git log --oneline"),
            ModelStep.Run("date > second.txt; git add -A; git commit -q -m 'Add second.txt'; git log --oneline"),
            ModelStep.Say("Both are there."));
        var run = await Stage.RunAsync("[[fake:half-way]] do it in two halves");
        await HeldTool.HoldsAsync(run, "half-way");
        var first = await run.ContainerAsync();

        Model.FailNext(402);
        await HeldTool.LetGoAsync(run);
        var end = await run.EndAsync();

        var branch = run.PullRequest.HeadBranch;
        var commits = await GitHub.CommitsAsync(Repository, "main", branch, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready").And.Contain("Both are there."));
            Assert.That(commits, Has.Count.EqualTo(2));
            Assert.That(await GitHub.FileAsync(Repository, branch, "first.txt", default), Is.Not.Null);
            Assert.That(await GitHub.FileAsync(Repository, branch, "second.txt", default), Is.Not.Null);
            Assert.That(await SandboxContainers.OfRunAsync(run.Id), Has.None.EqualTo(first), "It is another container.");
            Assert.That(run.Card.AllText, Does.Contain("instead of claude"));
        }
    }
}
