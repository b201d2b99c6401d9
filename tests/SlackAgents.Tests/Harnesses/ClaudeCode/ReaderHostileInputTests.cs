using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

public sealed class ReaderHostileInputTests
{
    private static readonly string[] AllLines = [.. Recording.Names.SelectMany(name => Recording.Load(name).Lines)];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_line_throws_and_no_line_is_left_out(string? line)
    {
        var events = Recording.Reader().Read(line ?? string.Empty);

        Assert.That(events, string.IsNullOrWhiteSpace(line) ? Is.Empty : Is.Not.Empty);
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void No_damaged_recording_throws_or_is_left_out(PositiveInt which, PositiveInt at, PositiveInt length, char put)
    {
        var line = AllLines[which.Get % AllLines.Length];
        var start = at.Get * 7919 % line.Length;
        var damaged = line[..start] + put + line[Math.Min(line.Length, start + (length.Get % 40))..];
        var reader = Recording.Reader();

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
    [TestCase("{\"type\":\"\\ud800\"}")]
    [TestCase("{\"type\":\"brand_new\"}")]
    [TestCase("{\"type\":\"system\"}")]
    [TestCase("{\"type\":\"system\",\"subtype\":\"brand_new\"}")]
    [TestCase("{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"brand_new\"}]}}")]
    [TestCase("{\"type\":\"assistant\",\"message\":{\"content\":[7]}}")]
    [TestCase("{\"type\":\"user\",\"message\":[]}")]
    [TestCase("not json")]
    public void What_no_rule_knows_is_an_unknown_event(string line)
    {
        var events = Recording.Reader().Read(line);

        Assert.That(events, Has.Count.EqualTo(1));
        Assert.That(events[0].Event, Is.InstanceOf<UnknownEvent>());
    }

    [TestCase("{\"type\":\"result\",\"num_turns\":1e400,\"usage\":{\"input_tokens\":-5},\"model_usage_since_last_result\":{\"m\":{\"costUSD\":1e28},\"n\":{\"costUSD\":1e28}}}")]
    [TestCase("{\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":99999999999,\"retry_delay_ms\":1e999}")]
    public void Numbers_without_measure_are_bounded(string line)
    {
        var reader = Recording.Reader();

        var events = reader.Read(line).Concat(reader.Read(line)).ToList();

        Assert.That(() => JsonSerializer.Serialize(events.Select(made => made.Event)), Throws.Nothing);
        Assert.That(reader.Conclude(1, false).ReportedCostUsd ?? 0, Is.LessThanOrEqualTo(1_000_000_000m));
    }

    [Test]
    public void A_huge_text_is_cut_with_a_mark()
    {
        var line = JsonSerializer.Serialize(new { type = "assistant", uuid = "u", message = new { content = new[] { new { type = "text", text = new string('x', 3_000_000) } } } });

        var text = (TextEvent)Recording.Reader().Read(line).Single().Event;

        Assert.That(text.Text, Has.Length.LessThan(BoundedText.MaxLength + 100).And.EndsWith("characters cut]"));
    }

    [Test]
    public void A_line_of_a_thousand_blocks_becomes_a_bounded_number_of_events()
    {
        var blocks = Enumerable.Repeat(new { type = "text", text = "x" }, 1000);
        var line = JsonSerializer.Serialize(new { type = "assistant", uuid = "u", message = new { content = blocks } });

        var events = Recording.Reader().Read(line);

        Assert.That(events, Has.Count.EqualTo(256));
        Assert.That(events[^1].Event, Is.InstanceOf<NoticeEvent>());
    }

    [Test]
    public void An_id_that_is_none_does_not_become_a_key()
    {
        var read = Recording.Reader().Read("{\"type\":\"keep_alive\",\"uuid\":\"a b'; drop\"}");

        Assert.That(read.Single().Key, Is.Null);
    }
}
