using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

public sealed class ReaderDeterminismTests
{
    private static IEnumerable<string> Names => Recording.Names;

    [TestCaseSource(nameof(Names))]
    public void Reading_from_any_line_on_gives_the_same_events_with_the_same_keys(string name)
    {
        var lines = Recording.Load(name).Lines;
        var whole = ReadFrom(lines, 0);

        for (var start = 1; start < lines.Count; start++)
        {
            Assert.That(ReadFrom(lines, start), Is.EqualTo(whole.Skip(start)), $"from line {start}");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Keys_are_unique_within_a_recording_and_every_line_has_one(string name)
    {
        var reader = Recording.Reader();
        var events = Recording.Load(name).Lines.SelectMany(reader.Read).ToList();

        Assert.That(events.Select(made => made.Key), Has.None.Null);
        Assert.That(events.Select(made => made.Key), Is.Unique);
    }

    [TestCaseSource(nameof(Names))]
    public void Every_event_survives_the_store(string name)
    {
        var reader = Recording.Reader();

        foreach (var made in Recording.Load(name).Lines.SelectMany(reader.Read))
        {
            var json = JsonSerializer.Serialize(made.Event);
            var back = JsonSerializer.Deserialize<TraceEvent>(json);
            Assert.That(JsonSerializer.Serialize(back), Is.EqualTo(json));
        }
    }

    [Test]
    public void A_task_list_grows_with_the_results_of_the_task_tools()
    {
        var reader = Recording.Reader();

        var lists = Recording.Load("tasks").Lines.SelectMany(reader.Read).Select(made => made.Event).OfType<TodoEvent>().ToList();

        Assert.That(lists.Select(list => list.Items.Single()), Is.EqualTo(new[]
        {
            new TodoItem("Read code", "pending"),
            new TodoItem("Read code", "in_progress"),
            new TodoItem("Read code", "completed"),
        }));
    }

    // One string per line; the words of a task list are the documented exception, its key is not.
    private static List<string> ReadFrom(IReadOnlyList<string> lines, int start)
    {
        var reader = Recording.Reader();
        return [.. lines.Skip(start).Select(line => string.Join('\n', reader.Read(line).Select(Show)))];
    }

    private static string Show(HarnessEvent made) =>
        $"{made.Key} {(made.Event is TodoEvent ? "todo" : JsonSerializer.Serialize(made.Event))}";
}
