using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Traces;

[TestFixture]
internal sealed class TraceRedactorTests
{
    private const string Secret = "s3cr3t\nwith \"lines\" \\ and + more";

    private readonly TraceRedactor _redactor = new(text => text.Replace(Secret, "[redacted]", StringComparison.Ordinal));

    [Test]
    public void A_secret_is_taken_out_of_every_text_of_an_event()
    {
        var what = new TodoEvent([new TodoItem($"use {Secret} now", Secret), new TodoItem("nothing", "pending")]);

        var clean = (TodoEvent)_redactor.Redact(new TraceEntry(1, Some.Instant, what)).Entry.Event;

        Assert.That(clean.Items, Is.EqualTo(new[] { new TodoItem("use [redacted] now", "[redacted]"), new TodoItem("nothing", "pending") }));
    }

    [Test]
    public void Numbers_flags_and_the_kind_stay_as_they_are()
    {
        var what = new ToolResultEvent("call", Secret, IsError: true, 1.25);
        var redactor = new TraceRedactor(_ => "x");

        var clean = redactor.Redact(new TraceEntry(1, Some.Instant, what)).Entry.Event;

        Assert.That(clean, Is.EqualTo(new ToolResultEvent("x", "x", IsError: true, 1.25)));
    }

    [Test]
    public void The_raw_line_is_redacted_and_a_clean_event_is_left_alone()
    {
        var entry = Some.KeyedTraceEntry() with { Raw = $"a {Secret} b" };

        var clean = _redactor.Redact(entry).Entry;

        Assert.That(clean, Is.EqualTo(entry with { Raw = "a [redacted] b" }));
        Assert.That(clean.Event, Is.SameAs(entry.Event));
    }

    [Test]
    public void Keys_with_secrets_stay_apart_and_the_same_on_each_reading()
    {
        string? Key(string suffix) => _redactor.Redact(Some.TraceEntry() with { Key = Secret + suffix }).Entry.Key;

        var (first, again, other) = (Key("1"), Key("1"), Key("2"));

        Assert.That(first, Does.Not.Contain("s3cr3t"));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }
}
