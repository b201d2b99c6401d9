using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Runs;

/// <summary>The main job: from a command to a draft pull request.</summary>
internal sealed class HappyPathTests : StageTests
{
    private const string Repository = "acme/widgets";

    [Test]
    public async Task A_command_ends_in_a_draft_pull_request_and_one_message()
    {
        var run = await Stage.RunAsync("[[fake:commit]] add a greeting");

        var end = await run.EndAsync();

        var pull = run.PullRequest;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pull.IsDraft, Is.True);
            Assert.That(pull.HeadBranch, Does.Match($"^agent/{run.Id}-[a-z0-9-]+$"));
            Assert.That(pull.BaseBranch, Is.EqualTo("main"));
            Assert.That(await GitHub.FileAsync(Repository, pull.HeadBranch, "hello.txt", default), Does.Contain("hello from the fake model"));
            Assert.That(end.AllText, Does.Contain("Pull request ready"));
            Assert.That(end.Buttons.Select(button => button.Text), Is.SupersetOf(new[] { "Open PR", "View trace" }));
            Assert.That(run.Ends, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task The_acknowledgement_does_not_wait_for_anything_slow()
    {
        GitHub.Delay("*", TimeSpan.FromSeconds(4));
        Slack.Delay("users.info", TimeSpan.FromSeconds(4));

        var receipt = await Stage.CommandAsync("alice", $"repo={Repository} {Stage.Unique("[[fake:talk]] hello")}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(receipt.Error, Is.Null);
            Assert.That(receipt.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1.5)));
            Assert.That(Slack.LateAcks, Is.Empty);
        }
    }

    [Test]
    public async Task The_card_says_repository_and_how_it_was_chosen()
    {
        var run = await Stage.RunAsync("[[fake:talk]] say hello");

        await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Card.AllText, Does.Contain(Repository).And.Contain("you named it"));
            Assert.That(run.Card.AllText, Does.Contain("claude").IgnoreCase);
            Assert.That(run.Card.IsReply, Is.False);
        }
    }

    [Test]
    public async Task The_body_of_the_pull_request_tells_task_summary_and_trace()
    {
        var run = await Stage.RunAsync("[[fake:commit]] write the greeting file");

        await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.PullRequest.Body, Does.Contain("write the greeting file"));
            Assert.That(run.PullRequest.Body, Does.Contain("All done: I added"));
            Assert.That(run.PullRequest.Body, Does.Contain($"{Stage.Product.BaseUrl}/runs/{run.Id}?t="));
            Assert.That(run.PullRequest.Body, Does.Contain("git add -A"), "What was run is listed.");
        }
    }

    [Test]
    public async Task Each_operation_has_a_token_of_its_own_with_the_least_permissions_and_all_are_revoked()
    {
        var before = GitHub.Tokens.Count;
        var run = await Stage.RunAsync("[[fake:commit]] look at the tokens");

        await run.EndAsync();

        var tokens = GitHub.Tokens.Skip(before).ToList();
        var permissions = tokens.Select(token => string.Join(',', token.Permissions.Where(entry => entry.Key != "metadata").Select(entry => $"{entry.Key}:{entry.Value}").Order(StringComparer.Ordinal))).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens, Is.All.Matches<Playground.GitHub.Apps.MintedToken>(token => token.Repositories is [Repository]));
            Assert.That(permissions, Has.Exactly(1).EqualTo("contents:write"));
            Assert.That(permissions, Has.Some.EqualTo("contents:read"));
            Assert.That(permissions.Where(value => value.Contains("pull_requests:write", StringComparison.Ordinal)), Has.Exactly(1).Items);
            Assert.That(permissions, Has.None.Contains("workflows").And.None.Contains("admin"));
            await Testing.Time.Eventually.ThatAsync(() => GitHub.Tokens.Where(token => token.RevokedAt is null), Is.Empty);
        }
    }

    [Test]
    public async Task Only_the_runs_own_branch_is_pushed_and_the_base_stays_as_it_was()
    {
        var main = await GitHub.ShaAsync(Repository, "main", default);
        var run = await Stage.RunAsync("[[fake:commit]] touch nothing else");

        await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await GitHub.ShaAsync(Repository, "main", default), Is.EqualTo(main));
            Assert.That(GitHub.Pushes.Select(push => push.Ref), Is.All.StartsWith("refs/heads/agent/"));
            Assert.That(GitHub.Pushes.Where(push => push.Ref.Contains(run.Id, StringComparison.Ordinal)), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Commits_carry_the_requester_and_the_run()
    {
        var run = await Stage.RunAsync("[[fake:uncommitted]] leave it uncommitted");

        await run.EndAsync();

        var commits = await GitHub.CommitsAsync(Repository, "main", run.PullRequest.HeadBranch, default);
        var message = await ForeignProgram.RunAsync("git", "-C", Path.Combine(GitHub.State.Root, "acme", "widgets.git"), "log", "-1", "--format=%B", run.PullRequest.HeadBranch);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(commits, Has.Count.EqualTo(1), "What the agent left is committed for it.");
            Assert.That(message.Output, Does.Contain($"Agent-Run: {run.Id}").And.Contain("Co-authored-by:"));
        }
    }

    [Test]
    public async Task The_container_is_labelled_and_hardened()
    {
        var run = await Stage.RunAsync("[[fake:talk]] be small");
        await run.EndAsync();

        var container = await SandboxContainers.InspectAsync(await run.ContainerAsync());

        var labels = container.GetProperty("Config").GetProperty("Labels");
        var host = container.GetProperty("HostConfig");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(labels.GetProperty("slackagents.run").GetString(), Is.EqualTo(run.Id));
            Assert.That(labels.TryGetProperty("slackagents.instance", out _), Is.True);
            Assert.That(host.GetProperty("NetworkMode").GetString(), Is.EqualTo("none"));
            Assert.That(host.GetProperty("CapDrop").EnumerateArray().Select(item => item.GetString()), Is.EqualTo(new[] { "ALL" }));
            Assert.That(host.GetProperty("Privileged").GetBoolean(), Is.False);
            Assert.That(container.GetProperty("Config").GetProperty("User").GetString(), Is.EqualTo("1000:1000"));
        }
    }
}
