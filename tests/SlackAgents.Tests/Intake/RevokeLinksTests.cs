using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

/// <summary>Links that people are given in Slack, and how they end them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RevokeLinksTests
{
    private readonly SteeredAgent _agent = new();
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Engine.Agent = _agent.RunAsync);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Revoked_links_are_dead_and_the_card_and_status_carry_fresh_ones()
    {
        var asked = await RunningAsync();
        var links = _core.Get<TraceLinks>();
        await Eventually.ThatAsync(() => LinksIn(CardOf(asked)), Is.EqualTo(new[] { links.Create(asked.Id, 0) }));

        await _core.ReplyAsync(asked.Id, "revoke links");

        await _core.PrivateWordAsync("no link to the trace of run");
        Assert.That((await _core.ReadAsync(asked.Id)).LinkGeneration, Is.EqualTo(1));
        await Eventually.ThatAsync(() => LinksIn(CardOf(asked)), Is.EqualTo(new[] { links.Create(asked.Id, 1) }));
        await _core.ReplyAsync(asked.Id, "status");
        await Eventually.ThatAsync(() => _core.Slack.Private.SelectMany(said => LinksIn(said.Content)), Has.Member(links.Create(asked.Id, 1)));
        await Eventually.ThatAsync(
            async () => (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).OfType<AccessEvent>().Where(access => access.Action == "revoke_links").Select(access => access.Verdict),
            Is.EqualTo(new[] { "allowed" }));
    }

    [Test]
    public async Task The_card_of_a_run_that_has_just_ended_gets_a_fresh_link_as_well()
    {
        var asked = await RunningAsync();
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);

        await _core.ReplyAsync(asked.Id, "revoke links");

        await Eventually.ThatAsync(() => LinksIn(CardOf(asked)), Is.EqualTo(new[] { _core.Get<TraceLinks>().Create(asked.Id, 1) }));
    }

    [Test]
    public async Task Only_who_may_stop_a_run_may_revoke_its_links()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "revoke links", _core.Bob);

        await _core.PrivateWordAsync("Only the person who started this run");
        Assert.That((await _core.ReadAsync(asked.Id)).LinkGeneration, Is.Zero);
    }

    [Test]
    public async Task The_list_carries_a_link_that_signs_its_reader_in_once()
    {
        await RunningAsync();

        await _core.HandleAsync(new CommandInvocation("command:1", _core.Ada, _core.Channel, null, null, "list", null, CoreDriver.Now), CancellationToken.None);

        await _core.PrivateWordAsync("Running:");
        var link = _core.Slack.Private.SelectMany(said => LinksIn(said.Content)).Single(uri => uri.AbsolutePath == "/sign-in/personal");
        var ticket = link.Query[$"?{RunsLinks.Parameter}=".Length..];
        Assert.That((await _core.Get<RunsLinks>().FindAsync(ticket, CancellationToken.None))!.Person, Is.EqualTo(_core.Ada));
        Assert.That(await _core.Get<RunsLinks>().UseAsync(ticket, CancellationToken.None), Is.Not.Null);
        Assert.That(await _core.Get<RunsLinks>().UseAsync(ticket, CancellationToken.None), Is.Null);
    }

    private ReplyContent CardOf(Run run) => _core.Slack.Posts.First(post => post.Key.Contains(run.Id.Value, StringComparison.Ordinal)).Content;

    private static IReadOnlyList<Uri> LinksIn(ReplyContent content) =>
        [.. content.Parts.OfType<Buttons>().SelectMany(buttons => buttons.Items).Where(button => button.Url is not null && button.Text is "View trace" or "All runs").Select(button => button.Url!)];

    private async Task<Run> RunningAsync()
    {
        var asked = await _core.AskAsync("harness=robot fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }
}
