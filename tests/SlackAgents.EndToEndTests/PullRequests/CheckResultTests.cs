using System.Text.Json.Nodes;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.EndToEndTests.PullRequests;

/// <summary>What the team's own CI and its people make of a pull request.</summary>
internal sealed class CheckResultTests : StageTests
{
    [Test]
    public async Task Checks_that_fail_and_a_merge_are_seen_in_the_thread_and_on_the_card()
    {
        var run = await Stage.RunAsync("[[fake:commit]] keep an eye on it");
        await run.EndAsync();
        var pull = run.PullRequest;
        var sha = (await GitHub.ShaAsync("acme/widgets", $"refs/heads/{pull.HeadBranch}", default))!;

        GitHub.SetCheck(sha, new SiteCheck("build", "completed", "success"));
        GitHub.SetCheck(sha, new SiteCheck("lint <!channel>", "completed", "failure"));
        await TellAsync("check_suite", new JsonObject { ["action"] = "completed", ["check_suite"] = new JsonObject { ["head_branch"] = pull.HeadBranch } });
        var failed = await SaidAsync(run, "1 of 2 checks failed");
        GitHub.ClosePullRequest("acme/widgets", pull.Number, merged: true);
        await TellAsync("pull_request", new JsonObject { ["action"] = "closed", ["pull_request"] = new JsonObject { ["head"] = new JsonObject { ["ref"] = pull.HeadBranch } } });
        await run.CardSaysAsync("merged");

        Assert.That(failed.AllText, Does.Contain("lint").And.Contain("fix the checks").And.Not.Contain("<!channel>"));
        Assert.That(run.Thread.Count(message => message.AllText.Contains("checks failed", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    private async Task<SlackMessage> SaidAsync(AgentRun run, string words)
    {
        await Slack.WaitUntilAsync(() => run.Thread.Any(message => message.AllText.Contains(words, StringComparison.Ordinal)), Stage.Patience, CancellationToken.None);
        return run.Thread.First(message => message.AllText.Contains(words, StringComparison.Ordinal));
    }

    private async Task TellAsync(string name, JsonObject payload)
    {
        payload["repository"] = new JsonObject { ["full_name"] = "acme/widgets" };
        var status = await GitHub.DeliverWebhookAsync(new Uri(Stage.Product.BaseUrl + "/webhooks/github"), name, payload, Guid.NewGuid().ToString(), CancellationToken.None);
        Assert.That(status, Is.EqualTo(202));
    }
}
