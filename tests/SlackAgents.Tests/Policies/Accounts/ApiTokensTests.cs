using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Publishing;
using SlackAgents.Testing;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Tests.Policies.Accounts;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ApiTokensTests
{
    private static readonly PersonId Ada = new("T0HOME", "U0ADA");
    private static readonly PersonId Bob = new("T0HOME", "U0BOB");

    private readonly ManualTimeProvider _time = new();
    private SecretRegistry _secrets = null!;
    private TestDatabase _database = null!;
    private ApiTokens _tokens = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _database = await TestDatabase.CreateAsync(_time);
        _secrets = new SecretRegistry(_time);
        _tokens = new ApiTokens(_database.Documents, _secrets, Microsoft.Extensions.Options.Options.Create(new ApiOptions()), _time);
    }

    [TearDown]
    public async Task TearDownAsync() => await _database.DisposeAsync();

    [Test]
    public async Task A_token_opens_for_its_person_and_is_stored_nowhere()
    {
        var token = await IssueAsync(Ada, "inbox:1");
        await IssueAsync(Bob, "inbox:2");

        var stored = await Task.WhenAll(((string[])["api-tokens", "api-token-owners"]).Select(collection => _database.Documents.ListAsync(collection, string.Empty, 10, CancellationToken.None)));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await _tokens.FindAsync(token, CancellationToken.None), Is.EqualTo(Ada));
            Assert.That(await _tokens.FindAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), CancellationToken.None), Is.Null);
            Assert.That(await _tokens.FindAsync(token[4..], CancellationToken.None), Is.Null);
            Assert.That(string.Concat(stored.SelectMany(all => all).Select(one => one.Key + one.Json)), Does.Not.Contain(token[4..]).And.Contain("T0HOME/U0ADA"));
            Assert.That(_secrets.Redact($"it is {token}"), Is.EqualTo("it is ***"));
            Assert.That(SecretShapes.Redact($"it is {token}"), Does.Not.Contain(token[4..]), "also after a restart");
        });
    }

    [Test]
    public async Task A_token_ends_with_its_time()
    {
        var token = await IssueAsync(Ada, "inbox:1");

        _time.Advance(TimeSpan.FromDays(90));

        Assert.That(await _tokens.FindAsync(token, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Revoking_ends_all_of_a_person_and_none_of_another()
    {
        var (one, two, other) = (await IssueAsync(Ada, "inbox:1"), await IssueAsync(Ada, "inbox:2"), await IssueAsync(Bob, "inbox:3"));

        var count = await _tokens.RevokeAllAsync(Ada, CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(count, Is.EqualTo(2));
            Assert.That(await _tokens.FindAsync(one, CancellationToken.None), Is.Null);
            Assert.That(await _tokens.FindAsync(two, CancellationToken.None), Is.Null);
            Assert.That(await _tokens.FindAsync(other, CancellationToken.None), Is.EqualTo(Bob));
            Assert.That(await _tokens.RevokeAllAsync(Ada, CancellationToken.None), Is.Zero);
        });
    }

    [Test]
    public async Task A_person_has_five_at_most_and_an_ended_one_makes_room()
    {
        for (var index = 0; index < ApiTokens.MostPerPerson; index++)
        {
            await IssueAsync(Ada, $"inbox:{index}");
        }

        var sixth = await _tokens.IssueAsync(Ada, "inbox:6", CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(91));
        var later = await _tokens.IssueAsync(Ada, "inbox:7", CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(sixth, Is.Null);
            Assert.That(later?.All, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_request_that_is_handled_again_leaves_one_token()
    {
        var lost = await IssueAsync(Ada, "inbox:1");
        var shown = await IssueAsync(Ada, "inbox:1");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await _tokens.FindAsync(lost, CancellationToken.None), Is.Null);
            Assert.That(await _tokens.FindAsync(shown, CancellationToken.None), Is.EqualTo(Ada));
        });
    }

    private async Task<string> IssueAsync(PersonId person, string request) => (await _tokens.IssueAsync(person, request, CancellationToken.None))!.Value.Token;
}
