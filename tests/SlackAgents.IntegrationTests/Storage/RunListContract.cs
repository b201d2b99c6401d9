using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class RunListContract : StoreContract
{
    private static readonly RunListQuery Everything = new() { Limit = 100 };

    private int _added;

    private IRunList List => Database.RunList;

    [Test]
    public async Task The_newest_come_first_and_pages_meet_without_a_gap()
    {
        var all = new List<string>();
        for (var index = 0; index < 25; index++)
        {
            // Several of the same instant: the page may end among them.
            all.Insert(0, (await AddAsync(run => run with { CreatedAt = Some.Instant.AddSeconds(_added / 4) })).Id.Value);
        }

        var pages = new List<string>();
        RunId? before = null;
        while (await List.FindAsync(Everything with { Before = before, Limit = 7 }, Token) is { Count: > 0 } page)
        {
            pages.AddRange(page.Select(run => run.Id.Value));
            before = page[^1].Id;
        }

        Assert.That(pages, Is.EqualTo(all));
    }

    [Test]
    public async Task It_is_found_by_state_person_channel_and_repository()
    {
        var other = await AddAsync(run => run);
        var wanted = await AddAsync(run => run with { State = RunState.Failed });

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await IdsAsync(Everything with { States = [RunState.Failed, RunState.Stopped] }), Is.EqualTo(new[] { wanted.Id }));
            Assert.That(await IdsAsync(Everything with { Person = wanted.Requester.Person }), Is.EqualTo(new[] { wanted.Id }));
            Assert.That(await IdsAsync(Everything with { Person = wanted.Requester.Person with { Team = "T0OTHER" } }), Is.Empty);
            Assert.That(await IdsAsync(Everything with { Channel = wanted.Channel }), Is.EqualTo(new[] { wanted.Id }));
            Assert.That(await IdsAsync(Everything with { Repository = wanted.Repository }), Is.EqualTo(new[] { wanted.Id }));
            Assert.That(await IdsAsync(Everything with { Repository = wanted.Repository, Channel = other.Channel }), Is.Empty);
            Assert.That(await IdsAsync(Everything), Is.EqualTo(new[] { wanted.Id, other.Id }));
        });
    }

    [TestCase("LOGIN test")]
    [TestCase(" 100% sure ")]
    [TestCase("under_score")]
    [TestCase(@"C:\temp")]
    [TestCase("O'Neill")]
    public async Task It_is_found_by_words_of_its_title_as_they_stand(string words)
    {
        var run = await AddAsync(run => run with { Title = @"Fix the login test: 100% sure, under_score, C:\temp, O'Neill" });
        await AddAsync(run => run with { Title = @"Fix the logout test: 1000 sure, underXscore, C:/temp, ONeill" });

        Assert.That(await IdsAsync(Everything with { Words = words }), Is.EqualTo(new[] { run.Id }));
    }

    [Test]
    public async Task It_is_found_by_its_id_and_by_its_repository()
    {
        var run = await AddAsync(run => run);
        await AddAsync(run => run);

        Assert.That(await IdsAsync(Everything with { Words = run.Id.Value.ToUpperInvariant() }), Is.EqualTo(new[] { run.Id }));
        Assert.That(await IdsAsync(Everything with { Words = run.Repository.ToString() }), Is.EqualTo(new[] { run.Id }));
    }

    [Test]
    public async Task After_a_run_that_is_not_there_comes_nothing()
    {
        await AddAsync(run => run);

        Assert.That(await IdsAsync(Everything with { Before = Some.RunId() }), Is.Empty);
    }

    [Test]
    public async Task What_a_run_costs_counts_for_the_day_on_which_it_was_metered()
    {
        var first = Today;
        var run = await AddAsync(run => run with { Usage = RunUsage.None with { CostUsd = 0.25m } });
        Time.Advance(TimeSpan.FromDays(1));
        await CostAsync(run, 1.000_001m);
        await CostAsync(run, 1.5m);

        Assert.That((await List.GetCostsAsync(first, 100, Token)).Select(cost => (cost.Day, cost.CostUsd, cost.Runs)), Is.EqualTo(new[] { (first.AddDays(1), 1.25m, 1), (first, 0.25m, 1) }));
        Assert.That(await List.GetCostsAsync(first.AddDays(1), 100, Token), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_nothing_was_spent_there_are_no_costs()
    {
        await AddAsync(run => run);

        Assert.That(await List.GetCostsAsync(Today, 100, Token), Is.Empty);
    }

    [Test]
    public async Task Costs_are_told_by_person_channel_and_repository()
    {
        var run = await AddAsync(run => run with { Usage = RunUsage.None with { CostUsd = 1 } });
        await AddAsync(other => other with { Requester = run.Requester, Channel = run.Channel, Repository = run.Repository, Usage = RunUsage.None with { CostUsd = 2 } });
        await AddAsync(other => other with { Usage = RunUsage.None with { CostUsd = 0.5m } });

        var costs = await List.GetCostsAsync(Today, 100, Token);

        Assert.That(costs[0], Is.EqualTo(new DayCost(Today, run.Requester, run.Channel, run.Repository, 3, 2)));
        Assert.That(costs.Select(cost => cost.CostUsd), Is.EqualTo(new[] { 3, 0.5m }));
        Assert.That(await List.GetCostsAsync(Today, 1, Token), Has.Count.EqualTo(1));
    }

    private DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    private async Task<IReadOnlyList<RunId>> IdsAsync(RunListQuery query) => [.. (await List.FindAsync(query, Token)).Select(run => run.Id)];

    private Task<RunChangeResult?> CostAsync(Run run, decimal cost) =>
        Database.Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current with { Usage = current.Usage with { CostUsd = cost } }, [], []), Token);

    private async Task<Run> AddAsync(Func<Run, Run> with)
    {
        var run = with(Some.Run() with { CreatedAt = Some.Instant.AddSeconds(_added), Title = string.Create(CultureInfo.InvariantCulture, $"Task {_added}") });
        _added++;
        Assert.That(await Database.Runs.AddAsync(Some.Key(), Some.NewRun(run), Token), Is.True);
        return run;
    }
}
