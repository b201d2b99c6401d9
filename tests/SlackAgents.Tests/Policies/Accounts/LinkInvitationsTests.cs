using System.Web;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Testing;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Tests.Policies.Accounts;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LinkInvitationsTests
{
    private static readonly Requester Ada = new(new PersonId("T0HOME", "U0ADA"), "Ada");

    private readonly ManualTimeProvider _time = new();
    private TestDatabase _database = null!;

    [SetUp]
    public async Task SetUpAsync() => _database = await TestDatabase.CreateAsync(_time);

    [TearDown]
    public async Task TearDownAsync() => await _database.DisposeAsync();

    [Test]
    public async Task An_invitation_is_used_once_by_whoever_it_was_made_for()
    {
        var invitations = Make();
        var state = await InviteAsync(invitations);

        var seen = await invitations.FindAsync(state, CancellationToken.None);
        var used = await invitations.UseAsync(state, CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(seen?.Person, Is.EqualTo(Ada.Person), "looking does not use it");
            Assert.That(used?.Person, Is.EqualTo(Ada.Person));
            Assert.That(await invitations.UseAsync(state, CancellationToken.None), Is.Null);
            Assert.That(await invitations.FindAsync(state, CancellationToken.None), Is.Null);
        });
    }

    [Test]
    public async Task An_invitation_ends_after_ten_minutes()
    {
        var invitations = Make();
        var state = await InviteAsync(invitations);

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.That(await invitations.FindAsync(state, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_was_changed_cut_or_signed_by_another_installation_is_none()
    {
        var invitations = Make();
        var state = await InviteAsync(invitations);
        var (nonce, signature) = (state.Split('.')[0], state.Split('.')[1]);
        var foreign = await InviteAsync(Make(key: 1));
        string?[] wrong = [null, "", ".", nonce, $"{nonce}.", $".{signature}", $"{nonce[..^1]}.{signature}", $"{nonce}.{signature[..^1]}", $"{nonce}.{new string('A', 43)}", foreign, new string('a', 5000)];

        foreach (var one in wrong)
        {
            Assert.That(await invitations.FindAsync(one, CancellationToken.None), Is.Null, one);
        }
    }

    [Test]
    public async Task Whoever_reads_the_store_learns_no_link_that_works()
    {
        var invitations = Make();
        var state = await InviteAsync(invitations);

        var stored = await _database.Documents.ListAsync("github-invitations", string.Empty, 10, CancellationToken.None);

        Assert.That(stored.Single().Key + stored.Single().Json, Does.Not.Contain(state.Split('.')[0]));
    }

    private static async Task<string> InviteAsync(LinkInvitations invitations) =>
        HttpUtility.ParseQueryString((await invitations.InviteAsync(Ada, CancellationToken.None)).Query)["state"]!;

    private LinkInvitations Make(byte key = 0) => new([.. Enumerable.Repeat(key, 32)], () => new Uri("https://agents.test/"), _database.Documents, _time);
}
