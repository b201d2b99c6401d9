using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Tests.Policies;

/// <summary>The access policy with people of every kind, two channels, a direct message and two repositories.</summary>
internal sealed class AccessBench : IAsyncDisposable
{
    public const string Open = "C0OPEN";
    public const string Closed = "C0CLOSED";
    public const string Shared = "C0SHARED";
    public const string Direct = "D0ADA";

    public static readonly RepositoryName Widgets = RepositoryName.Parse("acme/widgets");
    public static readonly RepositoryName Vault = RepositoryName.Parse("acme/vault");

    private readonly TestDatabase _database;

    private AccessBench(TestDatabase database)
    {
        _database = database;
        Links = new IdentityLinks(database.Documents, TimeProvider.System);
        People.Channels[Shared] = FakePeople.Ordinary(Shared) with { IsExternal = true };
        People.Channels[Direct] = FakePeople.Ordinary(Direct) with { IsDirectMessage = true };
        foreach (var (name, change) in Kinds)
        {
            var person = PersonOf(name);
            People.People[person.User] = change(FakePeople.Member(person) with { DisplayName = name });
        }

        Options.Operators.Add(PersonOf("operator").User);
    }

    public AccessOptions Options { get; } = new();

    public FakePeople People { get; } = new();

    public FakeAccounts Accounts { get; } = new();

    public IIdentityLinks Links { get; }

    private static IReadOnlyList<(string Name, Func<PersonProfile, PersonProfile> Change)> Kinds { get; } =
    [
        ("member", profile => profile),
        ("requester", profile => profile),
        ("operator", profile => profile),
        ("writer", profile => profile),
        ("reader", profile => profile),
        ("maintainer", profile => profile),
        ("named", profile => profile),
        ("guest", profile => profile with { IsGuest = true }),
        ("bot", profile => profile with { IsBot = true }),
        ("gone", profile => profile with { IsDeactivated = true }),
        ("external", profile => profile with { IsStranger = true }),
    ];

    public static async Task<AccessBench> StartAsync()
    {
        var bench = new AccessBench(await TestDatabase.CreateAsync());
        foreach (var (name, id, right) in ((string, long, RepositoryRight)[])[("writer", 1, RepositoryRight.Write), ("reader", 2, RepositoryRight.Read), ("maintainer", 3, RepositoryRight.Admin)])
        {
            await bench.Links.LinkAsync(PersonOf(name), new GitHubAccount(id, name), CancellationToken.None);
            bench.Accounts.Rights[(id, Widgets)] = right;
        }

        return bench;
    }

    public static PersonId PersonOf(string name) => new(name == "external" ? "T0OTHER" : FakePeople.Home, $"U0{name.ToUpperInvariant()}");

    public static Requester Owner { get; } = new(PersonOf("requester"), "requester");

    public async Task<AccessDecision> DecideAsync(string who, AccessAction action, string channel = Open, RepositoryName? repository = null, string? runChannel = null) =>
        await Policy().DecideAsync(
            new AccessQuestion(PersonOf(who), channel, action, action is AccessAction.Start or AccessAction.Configure ? null : Owner, repository) { RunChannel = runChannel },
            CancellationToken.None);

    public AccessPolicy Policy()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        return new AccessPolicy(
            People, new AccessRules(options, Accounts), new AccessRoles(options, Links, Accounts), new AccessSentences(People, Accounts, options), options, NullLogger<AccessPolicy>.Instance);
    }

    public AccessRule Rule(Action<AccessRule> prepare)
    {
        var rule = new AccessRule();
        prepare(rule);
        Options.Rules.Add(rule);
        return rule;
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();
}
