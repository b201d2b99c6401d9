using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Testing;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Tests.Policies.Accounts;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IdentityLinksTests
{
    private static readonly PersonId Ada = new("T0HOME", "U0ADA");
    private static readonly PersonId Bob = new("T0HOME", "U0BOB");
    private static readonly PersonId Eve = new("T0OTHER", "U0ADA");
    private static readonly GitHubAccount Octocat = new(583231, "octocat");
    private static readonly GitHubAccount Hubot = new(480938, "hubot");

    private TestDatabase _database = null!;
    private IdentityLinks _links = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _links = new IdentityLinks(_database.Documents, new ManualTimeProvider());
    }

    [TearDown]
    public async Task TearDownAsync() => await _database.DisposeAsync();

    [Test]
    public async Task A_link_is_found_until_it_is_undone()
    {
        await _links.LinkAsync(Ada, Octocat, CancellationToken.None);
        var found = await _links.FindAsync(Ada, CancellationToken.None);
        var undone = await _links.UnlinkAsync(Ada, CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(found?.Account, Is.EqualTo(Octocat));
            Assert.That(undone?.Account, Is.EqualTo(Octocat));
            Assert.That(await _links.FindAsync(Ada, CancellationToken.None), Is.Null);
            Assert.That(await _links.UnlinkAsync(Ada, CancellationToken.None), Is.Null, "there is nothing any more");
        });
    }

    [Test]
    public async Task An_account_is_whose_who_showed_last_that_they_own_it()
    {
        await _links.LinkAsync(Ada, Octocat, CancellationToken.None);

        var before = await _links.LinkAsync(Bob, Octocat with { Login = "renamed" }, CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(before, Is.EqualTo(Ada));
            Assert.That(await _links.FindAsync(Ada, CancellationToken.None), Is.Null);
            Assert.That((await _links.FindAsync(Bob, CancellationToken.None))?.Account.Login, Is.EqualTo("renamed"));
            Assert.That(await _links.UnlinkAsync(Ada, CancellationToken.None), Is.Null);
            Assert.That(await _links.FindAsync(Bob, CancellationToken.None), Is.Not.Null, "who lost it cannot take it from the other");
        });
    }

    [Test]
    public async Task A_person_has_one_account_and_leaves_the_former_to_others()
    {
        await _links.LinkAsync(Ada, Octocat, CancellationToken.None);
        var again = await _links.LinkAsync(Ada, Octocat, CancellationToken.None);
        await _links.LinkAsync(Ada, Hubot, CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(again, Is.Null, "it was theirs already");
            Assert.That((await _links.FindAsync(Ada, CancellationToken.None))?.Account, Is.EqualTo(Hubot));
            Assert.That(await _links.LinkAsync(Bob, Octocat, CancellationToken.None), Is.Null, "nobody had it any more");
        });
    }

    [Test]
    public async Task Workspaces_do_not_know_of_each_other()
    {
        await _links.LinkAsync(Ada, Octocat, CancellationToken.None);
        await _links.LinkAsync(Eve, Octocat, CancellationToken.None);

        Assert.That(await _links.FindAsync(Ada, CancellationToken.None), Is.Not.Null);
    }
}
