using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.RepositoryChoices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RepositoryChangeTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync(core =>
        {
            core.Host.Repositories = ["acme/widgets", "acme/gadgets"];
            core.Engine.Agent = Agents.WorkForEverAsync;
        });
        await Eventually.IsTrueAsync(() => _core.Get<RepositoryDirectory>().HasAnswer);
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task The_same_task_goes_on_in_the_other_repository_and_the_first_run_stops()
    {
        await _core.HandleAsync(
            new CommandInvocation("inbox:1", _core.Ada, _core.Channel, null, "1800000000.000100", "fix the typo push=off steer=now model=opus", null, CoreDriver.Now) { Files = [new MessageFile("F1", "a.png", "image/png", 1, null)] },
            CancellationToken.None);
        var old = await StartedAsync();

        await ChangeAsync(old, "acme/gadgets");

        var stopped = await _core.WhenAsync(old.Id, RunState.Stopped);
        var next = await _core.ReadAsync(stopped.ReplacedBy!.Value);
        var turn = (await _core.Database.Runs.GetTurnsAsync(next.Id, CancellationToken.None)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(stopped.Reason, Is.EqualTo(ReasonCode.Replaced));
            Assert.That((next.Repository.ToString(), next.RepositoryChoice, next.ForkedFrom), Is.EqualTo(("acme/gadgets", "changed by hand", (RunId?)old.Id)));
            Assert.That((next.Title, next.Push, next.Steering, next.Model, next.AgentNamed, next.Channel, next.ThreadTs), Is.EqualTo((old.Title, false, TurnDelivery.Now, old.Model, true, old.Channel, old.ReplyThread)));
            Assert.That(turn.Prompt, Is.EqualTo("fix the typo"));
            Assert.That(turn.Files.Select(file => file.Id), Is.EqualTo(new[] { "F1" }));
        });
    }

    [Test]
    public async Task The_end_of_the_first_run_names_the_new_one_and_notifies_nobody()
    {
        await _core.AskAsync();
        var old = await StartedAsync();

        await ChangeAsync(old, "acme/gadgets");

        var end = await _core.EndOfAsync(old.Id);
        Assert.That(end.Text, Does.Contain($"goes on as run {RunReplacements.IdOf(old.Id)}"));
        Assert.That(end.Content.Parts.OfType<Core.Replies.Paragraph>().Where(part => part.Mention is not null), Is.Empty);
    }

    [Test]
    public async Task A_run_that_waits_is_replaced_without_having_begun()
    {
        await _core.AskAsync("inbox:1", "the first one");
        await StartedAsync();
        _core.Limits.MaxConcurrent = 1;
        await _core.AskAsync("inbox:2", "the second one");
        var waiting = await Eventually.FindAsync(async () => (await RunsAsync()).FirstOrDefault(run => run is { State: RunState.Queued, CardTs: not null }));

        await ChangeAsync(waiting, "acme/gadgets");

        Assert.That((await _core.WhenAsync(waiting.Id, RunState.Stopped)).Reason, Is.EqualTo(ReasonCode.Replaced));
    }

    [Test]
    public async Task However_often_it_is_sent_there_is_one_new_run()
    {
        await _core.AskAsync();
        var old = await StartedAsync();

        await ChangeAsync(old, "acme/gadgets", "inbox:8");
        await ChangeAsync(old, "acme/gadgets", "inbox:8");
        await ChangeAsync(old, "acme/gizmos", "inbox:9");

        await _core.PrivateWordAsync("goes on in acme/gadgets as run");
        Assert.That(await RunsAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_has_pushed_stays_where_it_is()
    {
        _core.Engine.Agent = Agents.EditAsync;
        await _core.AskAsync();
        var done = await _core.WhenAsync((await RunsAsync()).Single().Id, RunState.Finished);

        await ClickAsync(done);
        await ChangeAsync(done, "acme/gadgets");

        Assert.That(Shown().Parts.OfType<FormText>().Single().Text, Does.Contain("has pushed to acme/widgets already").And.Contain("fork repo=owner/name"));
        Assert.That(Shown().Submit, Is.Null);
        await _core.PrivateWordAsync("has pushed to acme/widgets already");
        Assert.That(await RunsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_the_new_run_is_refused_the_first_one_goes_on()
    {
        await _core.AskAsync();
        var old = await StartedAsync();
        _core.Host.Before = (what, _) => what == "get" ? throw new Core.Repositories.RepositoryException(Core.Repositories.RepositoryFailure.NotInstalled, "The GitHub App is not installed there.") : Task.CompletedTask;

        await ChangeAsync(old, "acme/gadgest");

        Assert.That(await _core.PrivateWordAsync("not installed"), Does.Contain("`repo=acme/gadgets`"));
        Assert.That((await _core.ReadAsync(old.Id)).State, Is.EqualTo(RunState.Running));
    }

    [Test]
    public async Task Whoever_may_not_stop_it_may_not_move_it()
    {
        await _core.AskAsync();
        var old = await StartedAsync();

        await ClickAsync(old, _core.Bob);
        await ChangeAsync(old, "acme/gadgets", by: _core.Bob);

        Assert.That(Shown().Submit, Is.Null);
        Assert.That(Shown().Parts.OfType<FormText>().Single().Text, Is.Not.EqualTo("One moment…"));
        await Eventually.IsTrueAsync(() => _core.Slack.Private.Any(said => said.To.Person == _core.Bob));
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_form_says_what_will_happen_and_asks_for_repository_and_branch()
    {
        await _core.AskAsync();
        var old = await StartedAsync();

        await ClickAsync(old);

        Assert.That(Shown().Parts.OfType<FormText>().Single().Text, Does.StartWith("This run stops").And.Contain("Now it is in acme/widgets (workspace default)"));
        Assert.That(Shown().Parts.OfType<FormField>().Select(field => field.Name), Is.EqualTo(new[] { "repository", "base" }));
        Assert.That(Shown().Context, Is.EqualTo(old.Id.Value));
    }

    private Form Shown() => _core.Forms.Open.Values.Single();

    private Task<Run> StartedAsync() =>
        Eventually.FindAsync(async () => (await RunsAsync()).FirstOrDefault(run => run is { State: RunState.Running, CardTs: not null }));

    private Task ClickAsync(Run run, PersonId? by = null) => _core.HandleAsync(
        new ButtonClick("inbox:20", by ?? _core.Ada, run.Channel, null, run.CardTs!, "change_repo", run.Id.Value, null, CoreDriver.Now) { TriggerId = "trigger" },
        CancellationToken.None);

    private Task ChangeAsync(Run run, string repository, string key = "inbox:10", PersonId? by = null) => _core.HandleAsync(
        new FormSubmission(key, by ?? _core.Ada, RepositoryChangeDesk.Action, run.Id.Value, new Dictionary<string, string>(StringComparer.Ordinal) { ["repository"] = repository }, CoreDriver.Now),
        CancellationToken.None);

    private Task<IReadOnlyList<Run>> RunsAsync() => _core.Database.Runs.ListRecentAsync(_core.Ada, 10, CancellationToken.None);
}
