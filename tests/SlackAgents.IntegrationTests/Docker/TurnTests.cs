namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(90_000)]
internal sealed class TurnTests : SandboxTests
{
    private const string Branch = "agent/0123456789-fix-typo";

    private GitGateway _git = null!;

    [SetUp]
    public async Task StartGitAsync()
    {
        var root = Directory.CreateDirectory(Path.Combine(RunDirectory, "git-root")).FullName;
        _git = await GitGateway.StartAsync(Path.Combine(RunDirectory, "gateway.sock"), root);
    }

    [TearDown]
    public async Task StopGitAsync() => await _git.DisposeAsync();

    [Test]
    public async Task The_agents_commit_and_what_it_left_are_pushed_to_the_runs_branch_with_trailers()
    {
        await _git.SeedAsync("main", "README.md", "helo\n");

        var turn = await TurnAsync("echo hello > README.md; git commit --quiet --all --message 'Fix the typo'; echo more > left.txt; echo done");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "done" }), turn.Text);
        Assert.That(turn.Exit.GetRawText(), Is.EqualTo("""{"type":"slackagents.exit","code":0,"signal":null,"stopped":false,"pushed":true,"commits":2}"""));
        Assert.That(await GitGateway.GitAsync(_git.Repository, "log", "--format=%an <%ae>|%cn|%B", "main.." + Branch), Is.EqualTo(
            """
            SlackAgents <bot@example.test>|SlackAgents|Apply left-over changes

            Agent-Run: https://agents.example.test/runs/1
            Co-authored-by: Ann <ann@example.test>

            SlackAgents <bot@example.test>|SlackAgents|Fix the typo

            Agent-Run: https://agents.example.test/runs/1
            Co-authored-by: Ann <ann@example.test>
            """));
    }

    [Test]
    public async Task Amending_does_not_add_the_trailers_twice()
    {
        await _git.SeedAsync("main", "README.md", "helo\n");

        await TurnAsync("echo x > x; git add x; git commit --quiet -m One; git commit --quiet --amend --no-edit");

        Assert.That((await GitGateway.GitAsync(_git.Repository, "log", "-1", "--format=%B", Branch)).Split("Agent-Run:"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Nothing_changed_means_nothing_is_pushed()
    {
        await _git.SeedAsync("main", "README.md", "x\n");

        var turn = await TurnAsync("git branch --show-current; git status --short | wc -l");

        Assert.That(turn.Harness, Is.EqualTo(new[] { Branch, "0" }));
        Assert.That(turn.Step("push"), Is.EqualTo("completed: skipped: no new commits"));
        Assert.That(turn.Exit.GetProperty("pushed").GetBoolean(), Is.False);
        Assert.That(_git.Requests, Has.None.Contains("receive-pack"));
    }

    [Test]
    public async Task A_follow_up_in_the_same_sandbox_pushes_only_what_is_new()
    {
        await _git.SeedAsync("main", "README.md", "x\n");
        var first = await TurnAsync("echo 1 > one");
        Folder("cat one; echo 2 > two").Write(RunDirectory);
        await Engine.StartAsync(first.Sandbox, Limit);

        var second = await FinishAsync(first.Sandbox, first.Lines[^1].Cursor);

        Assert.That(second.Harness, Is.EqualTo(new[] { "1" }));
        Assert.That(second.Step("workspace"), Is.EqualTo("completed: kept from the turn before"));
        Assert.That(second.Exit.GetProperty("commits").GetInt32(), Is.EqualTo(1));
        Assert.That(await GitGateway.GitAsync(_git.Repository, "rev-list", "--count", "main.." + Branch), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_follow_up_in_a_fresh_sandbox_continues_on_the_branch()
    {
        await _git.SeedAsync("main", "README.md", "x\n");
        await _git.SeedAsync(Branch, "earlier.txt", "from before\n");

        var turn = await TurnAsync("cat earlier.txt; echo 2 > two");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "from before" }));
        Assert.That(turn.Step("push"), Is.EqualTo($"completed: 1 commits to {Branch}"));
    }

    [Test]
    public async Task A_base_may_be_a_commit()
    {
        await _git.SeedAsync("main", "README.md", "old\n");
        var old = await GitGateway.GitAsync(_git.Repository, "rev-parse", "main");
        await _git.SeedAsync("other", "README.md", "new\n");

        var turn = await FinishAsync(await StartAsync(Folder("cat README.md", @base: old)));

        Assert.That(turn.Harness, Is.EqualTo(new[] { "old" }));
    }

    [Test]
    public async Task An_empty_repository_gets_its_first_commit()
    {
        var turn = await FinishAsync(await StartAsync(Folder("echo first > README.md", @base: "")));

        Assert.That(turn.Exit.GetProperty("pushed").GetBoolean(), Is.True, turn.Text);
        Assert.That(await GitGateway.GitAsync(_git.Repository, "show", Branch + ":README.md"), Is.EqualTo("first"));
    }

    [Test]
    public async Task A_refused_push_is_told_and_keeps_the_harness_exit_code()
    {
        await _git.SeedAsync("main", "README.md", "x\n");
        _git.Refusal = "not admitted";

        var turn = await TurnAsync("echo 1 > one; exit 4");

        Assert.That(turn.Status.ExitCode, Is.EqualTo(4));
        Assert.That(turn.Step("push"), Does.StartWith("failed: ").And.Contain("403"));
        Assert.That((turn.Exit.GetProperty("pushed").GetBoolean(), turn.Exit.GetProperty("commits").GetInt32()), Is.EqualTo((false, 1)));
    }

    [Test]
    public async Task A_base_that_is_not_there_fails_with_gits_sentence_before_the_harness_starts()
    {
        await _git.SeedAsync("main", "README.md", "x\n");

        var turn = await FinishAsync(await StartAsync(Folder("echo RAN", @base: "nosuch")));

        Assert.That(turn.Status.ExitCode, Is.EqualTo(92));
        Assert.That(turn.Step("workspace"), Does.StartWith("failed: ").And.Contain("nosuch"));
        Assert.That(turn.Harness, Is.Empty);
    }

    [Test]
    public async Task A_clone_that_was_cut_short_is_done_again()
    {
        await _git.SeedAsync("main", "README.md", "whole\n");

        var broken = await FinishAsync(await StartAsync(Folder("rm -rf .git/slackagents-ready .git/objects; exit 1")));
        Folder("cat README.md").Write(RunDirectory);
        await Engine.StartAsync(broken.Sandbox, Limit);
        var turn = await FinishAsync(broken.Sandbox, broken.Lines[^1].Cursor);

        Assert.That(turn.Harness, Is.EqualTo(new[] { "whole" }), turn.Text);
    }

    [Test]
    public async Task Hostile_settings_of_the_repository_do_not_keep_the_work_from_being_pushed()
    {
        await _git.SeedAsync("main", "README.md", "x\n");

        var turn = await TurnAsync(
            "mkdir hooks; printf '#!/bin/sh\\nexit 1\\n' | tee hooks/pre-commit hooks/pre-push hooks/commit-msg >/dev/null; chmod +x hooks/*; " +
            "git config core.hooksPath hooks; git config commit.gpgSign true; git config core.fsmonitor /bin/false; git remote set-url origin http://192.0.2.1/x.git; touch .git/index.lock; " +
            "setsid sh -c 'while :; do echo $RANDOM > noise; done' >/dev/null 2>&1 & " +
            "for p in /proc/[0-9]*; do case $(tr '\\0' ' ' < $p/cmdline) in socat*) kill -9 ${p#/proc/};; esac; done 2>/dev/null; true");

        Assert.That(turn.Exit.GetProperty("pushed").GetBoolean(), Is.True, turn.Text);
        Assert.That(await GitGateway.GitAsync(_git.Repository, "log", "-1", "--format=%an %s", Branch), Is.EqualTo("SlackAgents Apply left-over changes"));
    }

    [TestCase("commit", true)]
    [TestCase("", false)]
    public async Task A_stopped_turn_pushes_only_when_told_to(string onStop, bool pushed)
    {
        await _git.SeedAsync("main", "README.md", "x\n");
        var sandbox = await StartAsync(Folder("echo 1 > one; echo ready; sleep 1000", onStop: onStop));
        var cursor = await ReadUntilAsync(sandbox, "ready");

        await Engine.StopAsync(sandbox, TimeSpan.FromSeconds(30), Limit);
        var turn = await FinishAsync(sandbox, cursor);

        Assert.That((turn.Exit.GetProperty("stopped").GetBoolean(), turn.Exit.GetProperty("pushed").GetBoolean()), Is.EqualTo((true, pushed)), turn.Text);
        Assert.That(turn.Status.ExitCode, Is.EqualTo(143));
    }

    [Test]
    public async Task Ordinary_clients_reach_the_door_through_the_proxy_settings()
    {
        await _git.SeedAsync("main", "README.md", "x\n");

        var turn = await TurnAsync("curl -s -o /dev/null -w '%{http_code}\\n' http://example.test/secret; curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/models/x");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "403", "403" }));
    }

    private async Task<TurnResult> TurnAsync(string script) => await FinishAsync(await StartAsync(Folder(script)));

    private static TurnFolder Folder(string script, string @base = "main", string onStop = "") => new()
    {
        Argv = ["bash", "-c", script],
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SLACKAGENTS_RUN_URL"] = "https://agents.example.test/runs/1",
            ["SLACKAGENTS_COAUTHOR"] = "Ann <ann@example.test>",
        },
        Workspace = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["repository"] = "acme/widgets",
            ["base"] = @base,
            ["branch"] = Branch,
            ["author_name"] = "SlackAgents",
            ["author_email"] = "bot@example.test",
            ["message"] = "Apply left-over changes",
            ["on_stop"] = onStop,
        },
    };
}
