using System.Text.Json.Nodes;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>The requests in tests/clients/requests are what the agents' own command lines sent, shortened.</summary>
[TestFixture]
internal sealed class SecondOpinionTests : PlaygroundFixture
{
    private JsonObject _results = [];

    [SetUp]
    public async Task AskBothAsync() => _results = await NodeClient.RunAsync("second-opinion.mjs", Server.BaseUrl, Server.Model.ApiKey);

    [Test]
    public void Both_stand_ins_answer_the_agents_with_the_same_events_and_fields()
    {
        var shapes = _results["shapes"]!.AsObject();

        Assert.Multiple(() =>
        {
            Assert.That(shapes, Has.Count.EqualTo(18), "six agents, three turns each");
            foreach (var (name, both) in shapes)
            {
                var (ours, theirs) = (both!["ours"]!, both["theirs"]!);
                Assert.That(ours["status"]!.GetValue<int>(), Is.EqualTo(200), name);
                Assert.That(ours["type"]!.GetValue<string>(), Is.EqualTo(theirs["type"]!.GetValue<string>()), name);
                Assert.That(Texts(ours["kinds"]!), Is.EqualTo(Texts(theirs["kinds"]!)), name);
                foreach (var kind in Texts(theirs["kinds"]!).Distinct(StringComparer.Ordinal))
                {
                    Assert.That(Texts(ours["fields"]![kind]!), Is.SupersetOf(Fields(theirs, kind)), $"{name}: {kind}");
                }
            }
        });
    }

    [Test]
    public void What_breaks_a_vendors_rule_is_refused_here_and_never_only_there()
    {
        var refusals = _results["refusals"]!.AsObject();

        Assert.Multiple(() =>
        {
            Assert.That(refusals.Count(refusal => refusal.Value!["theirs"]!.GetValue<int>() >= 400), Is.GreaterThanOrEqualTo(7), "the other stand-in enforces rules as well");
            foreach (var (name, refusal) in refusals)
            {
                Assert.That(refusal!["ours"]!.GetValue<int>(), Is.EqualTo(400), name);
            }
        });
    }

    [Test]
    public void Every_refusal_says_which_rule_was_broken()
    {
        var said = _results["refusals"]!.AsObject().Where(refusal => !refusal.Key.StartsWith("broken JSON", StringComparison.Ordinal)).Select(refusal => refusal.Value!["message"]!.GetValue<string>()).ToList();

        Assert.That(said, Is.All.Length.GreaterThan(15).And.All.Not.EqualTo("The request is not valid."));
    }

    /// <summary>The other side says whose message it is in whatever chunk comes first; ours has a chunk of its own for that.</summary>
    private static IEnumerable<string> Fields(JsonNode side, string kind) => Texts(side["fields"]![kind]!).Where(field => field != ".choices[].delta.role");

    private static List<string> Texts(JsonNode list) => [.. list.AsArray().Select(item => item!.GetValue<string>())];
}
