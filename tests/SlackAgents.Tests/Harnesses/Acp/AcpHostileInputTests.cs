using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

public sealed class AcpHostileInputTests
{
    // Damage is as good in a short line; half a megabyte of descriptions only takes time.
    private static readonly (string Agent, string Line)[] AllLines =
        [.. AcpRecording.Names.Select(AcpRecording.Load).SelectMany(recording => recording.Lines.Where(line => line.Length < 5000).Select(line => (recording.Agent, line)))];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_line_throws_and_no_line_is_left_out(string? line)
    {
        Assert.That(AcpRecording.Reader("gemini").Read(line ?? string.Empty), string.IsNullOrWhiteSpace(line) ? Is.Empty : Is.Not.Empty);
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void No_damaged_recording_throws_or_is_left_out(PositiveInt which, PositiveInt at, PositiveInt length, char put)
    {
        var (agent, line) = AllLines[which.Get * 31 % AllLines.Length];
        var start = at.Get * 7919 % line.Length;
        var damaged = line[..start] + put + line[Math.Min(line.Length, start + (length.Get % 40))..];
        var reader = AcpRecording.Reader(agent);

        var events = reader.Read(damaged);
        reader.ReadError(damaged);
        var outcome = reader.Conclude(1, outOfMemory: false);

        Assert.That(events, Is.Not.Empty);
        Assert.That(outcome.Reason.ToString(), Is.Not.Empty);
        Assert.That(() => JsonSerializer.Serialize(events.Select(made => made.Event)), Throws.Nothing);
    }

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("{}")]
    [TestCase("{\"type\":7}")]
    [TestCase("{\"method\":\"\\ud800\"}")]
    [TestCase("{\"method\":\"brand/new\"}")]
    [TestCase("{\"method\":\"session/update\"}")]
    [TestCase("{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\"brand_new\"}}}")]
    [TestCase("{\"method\":\"session/update\",\"params\":{\"update\":[]}}")]
    [TestCase("{\"type\":\"driver.brand_new\"}")]
    [TestCase("not json")]
    public void What_no_rule_knows_is_an_unknown_event(string line)
    {
        Assert.That(AcpRecording.Reader("gemini").Read(line).Single().Event, Is.InstanceOf<UnknownEvent>());
    }

    [TestCase("{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\"usage_update\",\"used\":1e400,\"size\":-1,\"cost\":{\"amount\":1e28}}}}")]
    [TestCase("{\"id\":1,\"result\":{\"stopReason\":\"end_turn\",\"_meta\":{\"quota\":{\"token_count\":{\"input_tokens\":-5,\"output_tokens\":9223372036854775807}}}}}")]
    [TestCase("{\"method\":\"session/update\",\"params\":{\"update\":{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"c\",\"status\":\"completed\",\"rawOutput\":{\"exitCode\":99999999999}}}}")]
    public void Numbers_without_measure_are_bounded(string line)
    {
        var reader = AcpRecording.Reader("gemini");

        var events = reader.Read(line).Select(made => made.Event).ToList();
        var outcome = reader.Conclude(0, outOfMemory: false);

        Assert.That(() => JsonSerializer.Serialize(events), Throws.Nothing);
        Assert.That(outcome.ReportedCostUsd ?? 0, Is.LessThanOrEqualTo(1_000_000_000m));
        Assert.That(events.OfType<UsageEvent>().Select(usage => usage.InputTokens + usage.OutputTokens), Is.All.InRange(0, 2_000_000_000_000));
        Assert.That(events.OfType<ToolResultEvent>().Select(result => result.ExitCode), Is.All.Null);
    }

    [Test]
    public void A_huge_text_is_cut_with_a_mark_and_so_is_the_answer()
    {
        var reader = AcpRecording.Reader("gemini");
        var line = JsonSerializer.Serialize(new { method = "session/update", @params = new { update = new { sessionUpdate = "agent_message_chunk", content = new { type = "text", text = new string('x', 1_000_000) } } } });

        var text = (TextEvent)reader.Read(line).Single().Event;
        reader.Read(line);
        reader.Read("{\"id\":1,\"result\":{\"stopReason\":\"end_turn\"}}");

        Assert.That(text.Text, Has.Length.LessThan(BoundedText.MaxLength + 100).And.EndsWith("characters cut]"));
        Assert.That(reader.Conclude(0, outOfMemory: false).Answer, Has.Length.LessThan(BoundedText.MaxLength + 100));
    }

    [Test]
    public void A_line_of_a_thousand_changes_becomes_a_bounded_number_of_events()
    {
        var diffs = Enumerable.Range(0, 1000).Select(number => new { type = "diff", path = $"f{number}", newText = "x" });
        var line = JsonSerializer.Serialize(new { method = "session/update", @params = new { update = new { sessionUpdate = "tool_call_update", toolCallId = "c", status = "completed", content = diffs } } });

        Assert.That(AcpRecording.Reader("gemini").Read(line), Has.Count.LessThanOrEqualTo(AcpReader.MaxEventsPerLine));
    }

    [TestCase("a b'; drop")]
    [TestCase("\u0000")]
    public void An_id_that_is_none_by_its_looks_does_not_stand_in_a_key(string id)
    {
        var line = JsonSerializer.Serialize(new { method = "session/update", @params = new { update = new { sessionUpdate = "tool_call", toolCallId = id, status = "in_progress", title = "x", kind = "execute" } } });

        Assert.That(AcpRecording.Reader("gemini").Read(line).Single().Key, Does.Match("^[A-Za-z0-9:#._/-]+$"));
    }
}
