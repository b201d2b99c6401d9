using System.Text.Json;
using SlackAgents.Core.Traces;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Traces;

/// <summary>The host's rows are those that the viewer makes: one file of cases holds both sides.</summary>
[TestFixture]
internal sealed class TraceRowTests
{
    private static readonly JsonElement[] Cases = Load();

    [Test]
    public void Every_case_that_is_shared_with_the_viewer_gives_its_row() => Assert.Multiple(() =>
    {
        foreach (var one in Cases)
        {
            var entry = new TraceEntry(one.GetProperty("turn").GetInt32(), one.GetProperty("at").GetDateTimeOffset(), EventOf(one));

            var row = TraceRow.Of(one.GetProperty("sequence").GetInt64(), entry);

            Assert.That(
                new[] { row.Sequence, row.Turn, row.At, (long)row.Category, (long)row.Flags, row.Call },
                Is.EqualTo(one.GetProperty("row").EnumerateArray().Select(number => number.GetInt64())),
                one.GetProperty("event").GetRawText());
        }
    });

    [Test]
    public void The_cases_have_every_kind_of_event_every_category_and_every_flag()
    {
        var rows = Cases.Select(one => one.GetProperty("row").EnumerateArray().Select(number => number.GetInt64()).ToArray()).ToList();

        Assert.That(Cases.Select(one => EventOf(one).GetType()).Distinct(), Is.EquivalentTo(TraceJson.EventType.PolymorphismOptions!.DerivedTypes.Select(derived => derived.DerivedType)));
        Assert.That(rows.Select(row => (TraceCategory)row[3]).Distinct(), Is.EquivalentTo(Enum.GetValues<TraceCategory>()));
        Assert.That(rows.Aggregate(TraceFlags.None, (all, row) => all | (TraceFlags)row[4]), Is.EqualTo(Enum.GetValues<TraceFlags>().Aggregate((all, flag) => all | flag)));
    }

    [Test]
    public void Names_of_tools_are_listed_as_they_are_looked_up() => Assert.Multiple(() =>
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "viewer", "src", "trace", "toolCategories.json")));
        foreach (var group in list.RootElement.EnumerateObject())
        {
            foreach (var name in group.Value.EnumerateArray())
            {
                Assert.That(ToolCategories.Of(name.GetString()).ToString().ToLowerInvariant(), Is.EqualTo(group.Name), name.GetString());
            }
        }
    });

    private static TraceEvent EventOf(JsonElement one) => TraceJson.Deserialize(one.GetProperty("event").GetRawText());

    private static JsonElement[] Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "viewer", "tests", "fixtures", "rows.json")));
        return [.. document.RootElement.EnumerateArray().Select(one => one.Clone())];
    }
}
