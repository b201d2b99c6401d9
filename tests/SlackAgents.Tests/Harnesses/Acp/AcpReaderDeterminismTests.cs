using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

public sealed class AcpReaderDeterminismTests
{
    // The long recordings have lines of half a megabyte; reading them from every line on shows nothing more.
    private const int LongRecording = 200_000;

    private static IEnumerable<string> Names => AcpRecording.Names;

    [TestCaseSource(nameof(Names))]
    public void Reading_from_any_line_on_gives_the_same_events_with_the_same_keys(string name)
    {
        var recording = AcpRecording.Load(name);
        var whole = ReadFrom(recording, 0);
        var step = recording.Lines.Sum(line => line.Length) > LongRecording ? 7 : 1;

        for (var start = 1; start < recording.Lines.Count; start += step)
        {
            Assert.That(ReadFrom(recording, start), Is.EqualTo(whole.Skip(start)), $"from line {start}");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Every_line_gives_an_event_that_a_rule_knows(string name)
    {
        var recording = AcpRecording.Load(name);
        var reader = recording.Reader();

        foreach (var line in recording.Lines)
        {
            var events = reader.Read(line);
            Assert.That(events, Is.Not.Empty, line);
            Assert.That(events.Select(made => made.Event), Has.None.InstanceOf<UnknownEvent>(), line);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_call_and_its_result_are_kept_once_each(string name)
    {
        var kept = AcpRecording.Load(name).Kept();
        var calls = kept.Select(made => made.Event).OfType<ToolCallEvent>().Select(call => call.CallId).ToList();
        var results = kept.Select(made => made.Event).OfType<ToolResultEvent>().Select(result => result.CallId).ToList();

        Assert.That(calls, Is.Unique);
        Assert.That(results, Is.Unique);
        Assert.That(results, Is.SubsetOf(calls), "a result without its call");
    }

    [TestCaseSource(nameof(Names))]
    public void Only_what_agents_repeat_shares_a_key(string name)
    {
        var shared = AcpRecording.Load(name).Events()
            .Where(made => made.Key is not null)
            .GroupBy(made => made.Key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1);

        Assert.That(shared.SelectMany(group => group).Select(made => made.Event), Is.All.InstanceOf<ToolCallEvent>().Or.InstanceOf<FileChangeEvent>());
    }

    [TestCaseSource(nameof(Names))]
    public void Every_event_survives_the_store(string name)
    {
        foreach (var made in AcpRecording.Load(name).Events())
        {
            var json = JsonSerializer.Serialize(made.Event);
            Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<TraceEvent>(json)), Is.EqualTo(json));
        }
    }

    [Test]
    public void Two_turns_of_a_run_share_no_key()
    {
        var recording = AcpRecording.Load("acp-opencode-success");
        var turns = new[] { "11111111-1111-4111-8111-111111111111", "33333333-3333-4333-8333-333333333333" };

        var keys = turns.Select(turn => recording.Lines
            .SelectMany(AcpRecording.Reader(recording.Agent, promptId: turn).Read)
            .Select(made => made.Key)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal)).ToList();

        Assert.That(keys[0], Is.Not.Empty);
        Assert.That(keys[0].Intersect(keys[1], StringComparer.Ordinal), Is.Empty);
    }

    // One string per line.
    private static List<string> ReadFrom(AcpRecording recording, int start)
    {
        var reader = recording.Reader();
        return [.. recording.Lines.Skip(start).Select(line => string.Join('\n', reader.Read(line).Select(made => $"{made.Key} {JsonSerializer.Serialize(made.Event)}")))];
    }
}
