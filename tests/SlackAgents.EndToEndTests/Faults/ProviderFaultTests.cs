using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Faults;

/// <summary>The model provider refuses, breaks off or says nothing: the thread tells why and what to do, and a retry works.</summary>
internal sealed class ProviderFaultTests : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__MaxModelRetries"] = "1",
        ["Harnesses__Claude__MaxRetries"] = "1",
        ["Runs__SilenceTimeout"] = "00:00:12",
    };

    [TestCase(401, "ProviderKeyRejected", "rejected our key")]
    [TestCase(402, "ProviderOutOfCredit", "credit")]
    [TestCase(403, "ProviderForbidden", "does not allow")]
    [TestCase(429, "ProviderRateLimited", "limits our rate")]
    [TestCase(500, "ProviderError", "error")]
    [TestCase(529, "ProviderOverloaded", "overloaded")]
    public async Task An_error_of_the_provider_is_told_with_the_next_step(int status, string code, string cause)
    {
        var scenario = $"status-{status}";
        Model.Script(scenario, ModelStep.Fail(status));
        var run = await Stage.RunAsync($"[[fake:{scenario}]] meet an error");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Contain(code));
            Assert.That(end.AllText, Does.Contain(cause).And.Contain("etry"));
            Assert.That(end.Buttons.Select(button => button.Text), Has.Some.EqualTo("Retry"));
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [Test]
    public async Task An_answer_that_breaks_off_again_and_again_is_told()
    {
        Model.Script("always-cut", new ModelStep { Text = "This answer breaks off before it ends, in the middle of a word.", CutAfter = 1 });
        var run = await Stage.RunAsync("[[fake:always-cut]] meet a cut");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Failed").And.Match("ProviderStreamCut|ProviderUnreachable|ProviderError"));
    }

    [Test]
    public async Task A_provider_that_says_nothing_ends_with_the_silence_limit()
    {
        var run = await Stage.RunAsync("[[fake:hang]] wait for ever");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("SilenceLimit").And.Contain("said nothing for too long"));
            Assert.That(end.Buttons.Select(button => button.Text), Has.Some.EqualTo("Retry"));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }

    [Test]
    public async Task Saying_retry_works_once_the_cause_is_gone()
    {
        Model.Script("mended", ModelStep.Fail(401));
        var run = await Stage.RunAsync("[[fake:mended]] try twice");
        await run.EndAsync();

        Model.Script("mended", ModelStep.WriteFile("mended.txt", "works again\n"), ModelStep.Say("Now it works."));
        run.Reply("alice", "retry");
        var end = await run.EndAsync(turn: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Now it works."));
            Assert.That(await GitHub.FileAsync("acme/widgets", run.PullRequest.HeadBranch, "mended.txt", default), Is.EqualTo("works again\n"));
        }
    }

    [Test]
    public async Task The_retry_button_does_the_same()
    {
        Model.Script("button", ModelStep.Fail(529));
        var run = await Stage.RunAsync("[[fake:button]] tap to try again");
        var failed = await run.EndAsync();

        Model.Script("button", ModelStep.Say("The tap helped."));
        await Slack.ClickAsync("alice", Stage.Channel, failed.Ts, "Retry", default);
        var end = await run.EndAsync(turn: 2);

        Assert.That(end.AllText, Does.Contain("The tap helped."));
    }

    [Test]
    public async Task A_short_outage_is_ridden_out_and_shown()
    {
        var run = await Stage.RunAsync("[[fake:midfail]] fail once");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("ProviderError"));
            Assert.That(await run.TraceAsync("retry"), Is.Not.Empty, "Each repetition is in the trace.");
        }
    }
}
