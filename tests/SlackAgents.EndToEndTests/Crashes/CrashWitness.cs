using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Crashes;

/// <summary>What must hold after every crash, whatever the moment.</summary>
internal static class CrashWitness
{
    public static async Task AssertHonestEndAsync(Stage stage, AgentRun run)
    {
        var end = await run.EndAsync();
        await run.CardSaysAsync("Pull request ready");
        var following = await stage.RunAsync("[[fake:talk]] after the crash");
        await following.EndAsync();

        var branches = (await stage.GitHub.BranchesAsync("acme/widgets", default)).Where(branch => branch.Contains(run.Id, StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready"));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1), "One pull request.");
            Assert.That(run.Ends, Has.Count.EqualTo(1), "One message at the end.");
            Assert.That(branches, Has.Exactly(1).Items);
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty, "Nothing goes on.");
            Assert.That(await SandboxContainers.OfRunAsync(run.Id), Has.Count.LessThanOrEqualTo(1));
        }

        await AssertWholeTraceAsync(run);
    }

    /// <summary>Each line that the container wrote is in the trace once, in order, and the numbers have no gap.</summary>
    /// <param name="repeats">Lines of a later turn that only repeat what an earlier one said, and are not kept again.</param>
    public static async Task AssertWholeTraceAsync(AgentRun run, Func<string, bool>? repeats = null)
    {
        var records = await run.TraceAsync();
        var output = await SandboxContainers.OutputAsync(await run.ContainerAsync());
        var written = output.Where(line => repeats?.Invoke(line) is not true).ToList();

        var sequences = records.Select(record => record["sequence"]!.GetValue<long>()).ToList();
        var raw = records.Select(record => record["raw"]?.GetValue<string>()).OfType<string>().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)));
            Assert.That(raw, Is.EqualTo(written), "Every line of the container once.");
            Assert.That(written, Is.Not.Empty);
        }
    }
}
