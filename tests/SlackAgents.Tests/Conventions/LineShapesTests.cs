using SlackAgents.Testing;
using SlackAgents.Testing.Recordings;

namespace SlackAgents.Tests.Conventions;

/// <summary>What <c>scripts/harness-bump</c> compares.</summary>
internal sealed class LineShapesTests
{
    [Test]
    public void A_line_is_its_kind_and_the_places_and_sorts_of_its_values()
    {
        var shapes = LineShapes.Of("""{"type":"assistant","message":{"content":[{"type":"text","text":"hi"},{"type":"tool_use","input":{"any":1}}]},"ok":true,"n":null}""");

        Assert.That(shapes, Is.EquivalentTo(new[]
        {
            "(assistant) object", "(assistant).type string", "(assistant).message object", "(assistant).message.content array",
            "(assistant).message.content[](text) object", "(assistant).message.content[](text).type string", "(assistant).message.content[](text).text string",
            "(assistant).message.content[](tool_use) object", "(assistant).message.content[](tool_use).type string", "(assistant).message.content[](tool_use).input …",
            "(assistant).ok boolean", "(assistant).n null",
        }));
    }

    [TestCase("""{"type":"a","text":"one"}""", """{"text":"another","type":"a"}""")]
    [TestCase("""{"type":"a","usage":{"claude-x":1}}""", """{"type":"a","usage":{"gpt-5.4":2}}""")]
    [TestCase("""{"type":"a","byId":{"call_123456":{}}}""", """{"type":"a","byId":{"call_654321":{}}}""")]
    [TestCase("""{"method":"session/update","params":{"update":{"sessionUpdate":"plan","entries":[1,2]}}}""", """{"method":"session/update","params":{"update":{"sessionUpdate":"plan","entries":[3]}}}""")]
    public void Lines_that_only_say_something_else_have_the_same_shapes(string one, string other)
    {
        Assert.That(LineShapes.Of(one), Is.EqualTo(LineShapes.Of(other)));
    }

    [TestCase("""{"type":"a"}""", """{"type":"b"}""")]
    [TestCase("""{"type":"a","n":1}""", """{"type":"a","n":"1"}""")]
    [TestCase("""{"type":"a"}""", "not json")]
    public void Lines_of_another_kind_or_sort_have_not(string one, string other)
    {
        Assert.That(LineShapes.Of(one), Is.Not.EqualTo(LineShapes.Of(other)));
    }

    [Test]
    public void What_appeared_is_new_to_all_kept_recordings_and_what_vanished_is_nowhere_in_the_new_ones()
    {
        using var fixtures = new TempDirectory();
        Write(fixtures, "recordings/codex/success.jsonl", """{"type":"old"}""", """{"type":"moved"}""");
        Write(fixtures, "traces/codex-steer.jsonl", """{"type":"steered"}""");
        Write(fixtures, "traces/claude-success.jsonl", """{"type":"brand-new"}""");
        Write(fixtures, "new/success.jsonl", """{"type":"steered"}""", """{"type":"brand-new"}""");
        Write(fixtures, "new/other.jsonl", """{"type":"moved"}""");

        var lines = new RecordingShelf(fixtures.Path).Compare("codex", fixtures.Combine("new"));

        Assert.That(lines, Is.EqualTo(new[]
        {
            "appeared  success.jsonl: (brand-new) object", "appeared  success.jsonl: (brand-new).type string",
            "vanished  success.jsonl: (old) object", "vanished  success.jsonl: (old).type string",
        }));
    }

    private static void Write(TempDirectory folder, string name, params string[] lines)
    {
        var path = folder.Combine(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }
}
