using System.Text.Json;
using FsCheck;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Codex;

public sealed class CodexDeterminismTests
{
    private static readonly string[] AllLines = [.. CodexRecording.Names.SelectMany(CodexRecording.Lines)];

    private static IEnumerable<string> Names => CodexRecording.Names;

    [TestCaseSource(nameof(Names))]
    public void Reading_from_any_line_on_gives_the_same_events_with_the_same_keys(string name)
    {
        var lines = CodexRecording.Lines(name);
        var whole = ReadFrom(lines, 0);

        for (var start = 1; start < lines.Count; start++)
        {
            Assert.That(ReadFrom(lines, start), Is.EqualTo(whole.Skip(start)), $"from line {start}");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Keys_are_unique_and_only_a_bare_answer_has_none(string name)
    {
        // The driver and the agent may say one fact each in its own line: the same event under the same key.
        var events = TraceFixtures.Play(CodexRecording.ReaderOf(name), $"codex-{name}").Distinct().ToList();

        Assert.That(events.Where(made => made.Key is not null).Select(made => made.Key), Is.Unique);
        Assert.That(events.Where(made => made.Key is null).Select(made => made.Event), Is.All.InstanceOf<NoticeEvent>().And.All.Property(nameof(NoticeEvent.Topic)).AnyOf("answer", "refused", "turn"));
    }

    [TestCaseSource(nameof(Names))]
    public void A_host_that_read_only_the_second_half_judges_as_one_that_read_all(string name)
    {
        var lines = CodexRecording.Lines(name);
        var whole = CodexRecording.ReaderOf(name);
        var half = CodexRecording.ReaderOf(name);
        lines.ToList().ForEach(line => whole.Read(line));
        lines.Skip(lines.Count / 2).ToList().ForEach(line => half.Read(line));

        var (expected, outcome) = (whole.Conclude(0, outOfMemory: false), half.Conclude(0, outOfMemory: false));

        Assert.That((outcome.Reason.ToString(), outcome.Answer, outcome.SessionId), Is.EqualTo((expected.Reason.ToString(), expected.Answer, expected.SessionId)).Or.EqualTo((expected.Reason.ToString(), expected.Answer, (string?)null)));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_event_survives_the_store(string name)
    {
        var reader = CodexRecording.Reader();

        foreach (var made in CodexRecording.Lines(name).SelectMany(reader.Read))
        {
            var json = JsonSerializer.Serialize(made.Event);
            Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<TraceEvent>(json)), Is.EqualTo(json));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_line_throws_and_no_line_is_left_out(string? line) =>
        Assert.That(CodexRecording.Reader().Read(line ?? string.Empty), string.IsNullOrWhiteSpace(line) ? Is.Empty : Is.Not.Empty);

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void No_damaged_recording_throws_or_is_left_out(PositiveInt which, PositiveInt at, PositiveInt length, char put)
    {
        var line = AllLines[which.Get % AllLines.Length];
        var start = at.Get * 7919 % line.Length;
        var damaged = line[..start] + put + line[Math.Min(line.Length, start + (length.Get % 40))..];
        var reader = CodexRecording.Reader();

        var events = reader.Read(damaged);
        reader.ReadError(damaged);

        Assert.That(events, Is.Not.Empty);
        Assert.That(reader.Conclude(1, outOfMemory: false).Reason.ToString(), Is.Not.Empty);
        Assert.That(() => JsonSerializer.Serialize(events.Select(made => made.Event)), Throws.Nothing);
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("{}")]
    [TestCase("{\"type\":\"driver.brand_new\"}")]
    [TestCase("{\"method\":\"brand/new\"}")]
    [TestCase("{\"method\":\"item/completed\"}")]
    [TestCase("{\"method\":\"item/started\",\"params\":{\"item\":{\"type\":\"brandNew\",\"id\":\"x\"}}}")]
    [TestCase("{\"method\":\"item/completed\",\"params\":{\"item\":{\"type\":\"brandNew\",\"id\":\"x\"}}}")]
    [TestCase("{\"method\":\"\\ud800\"}")]
    [TestCase("not json")]
    public void What_no_rule_knows_is_an_unknown_event(string line) =>
        Assert.That(CodexRecording.Reader().Read(line).Single().Event, Is.InstanceOf<UnknownEvent>());

    [TestCase("{\"method\":\"thread/tokenUsage/updated\",\"params\":{\"turnId\":\"t\",\"tokenUsage\":{\"last\":{\"inputTokens\":-5,\"outputTokens\":99999999999999999},\"total\":{\"totalTokens\":1e400}}}}")]
    [TestCase("{\"method\":\"error\",\"params\":{\"willRetry\":true,\"error\":{\"message\":\"9999/99999999999\",\"codexErrorInfo\":{\"x\":{\"httpStatusCode\":99999999999}}}}}")]
    [TestCase("{\"method\":\"item/completed\",\"params\":{\"item\":{\"type\":\"commandExecution\",\"id\":\"x\",\"exitCode\":99999999999,\"durationMs\":1e999}}}")]
    public void Numbers_without_measure_are_bounded(string line)
    {
        var events = CodexRecording.Reader().Read(line);

        Assert.That(() => JsonSerializer.Serialize(events.Select(made => made.Event)), Throws.Nothing);
    }

    [Test]
    public void A_patch_of_ten_thousand_files_becomes_a_bounded_number_of_events()
    {
        var changes = Enumerable.Range(0, 10_000).Select(number => new { path = $"/workspace/{number}", kind = new { type = "add" }, diff = "x" });
        var line = JsonSerializer.Serialize(new { method = "item/completed", @params = new { turnId = "t", item = new { type = "fileChange", id = "c", status = "completed", changes } } });

        Assert.That(CodexRecording.Reader().Read(line), Has.Count.EqualTo(201));
    }

    [Test]
    public void A_huge_output_and_a_huge_diff_are_cut_with_a_mark()
    {
        var huge = string.Concat(Enumerable.Repeat("line\n", 500_000));
        var command = JsonSerializer.Serialize(new { method = "item/completed", @params = new { turnId = "t", item = new { type = "commandExecution", id = "c", aggregatedOutput = huge } } });
        var patch = JsonSerializer.Serialize(new { method = "item/completed", @params = new { turnId = "t", item = new { type = "fileChange", id = "c", status = "completed", changes = new[] { new { path = "/workspace/a", kind = new { type = "add" }, diff = huge } } } } });
        var reader = CodexRecording.Reader();

        Assert.That(((ToolResultEvent)reader.Read(command).Single().Event).Output, Has.Length.LessThan(300_000).And.EndsWith("characters cut]"));
        Assert.That(((FileChangeEvent)reader.Read(patch)[1].Event).Diff, Has.Length.LessThan(200_000).And.EndsWith("characters cut]\n"));
    }

    private static List<string> ReadFrom(IReadOnlyList<string> lines, int start)
    {
        var reader = CodexRecording.Reader();
        return [.. lines.Skip(start).Select(line => string.Join('\n', reader.Read(line).Select(CodexRecording.Show)))];
    }
}
