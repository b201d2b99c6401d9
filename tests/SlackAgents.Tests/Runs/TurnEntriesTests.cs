using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Steps;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Tests.Host;

namespace SlackAgents.Tests.Runs;

/// <summary>From lines to what is stored, with an agent that speaks in pieces.</summary>
internal sealed class TurnEntriesTests
{
    private const string Secret = "gh" + "p_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_secret_in_pieces_is_neither_in_the_events_nor_in_the_raw_lines()
    {
        var stored = Read(Lines("I use ", Secret[..9], Secret[9..20], Secret[20..], " now. ", "Done."));

        Assert.That(string.Concat(Texts(stored)), Is.EqualTo("I use [secret] now. Done."));
        Assert.That(RawTexts(stored), Is.EqualTo("I use [secret] now. Done."));
    }

    [Test]
    public void Lines_without_a_secret_are_kept_word_for_word_and_in_their_order()
    {
        List<string> lines = [.. Lines("I us", "e a lo", "ng", " word"), Line("tool", "ls"), .. Lines("and go", " on.")];

        var stored = Read(lines);

        Assert.That(stored.Select(entry => entry.Raw).OfType<string>(), Is.EqualTo(lines));
        Assert.That(string.Concat(Texts(stored)), Is.EqualTo("I use a long wordand go on."));
    }

    [Test]
    public void Lines_beside_a_secret_in_pieces_are_kept_word_for_word()
    {
        List<string> lines = Lines("Befo", "re it ", Secret[..9], Secret[9..], " and af", "ter it.");

        var stored = Read(lines).Select(entry => entry.Raw).OfType<string>().ToList();

        Assert.That(stored, Has.Count.EqualTo(lines.Count));
        Assert.That(new[] { stored[0], stored[^1] }, Is.EqualTo(new[] { lines[0], lines[^1] }));
        Assert.That(string.Concat(stored), Does.Not.Contain(Secret[9..]));
    }

    [Test]
    public void Whatever_else_the_agent_does_ends_the_text_before_it()
    {
        var stored = Read([.. Lines("I use ", "it"), Line("tool", "ls"), .. Lines("and ", "go")]);

        Assert.That(stored.Select(entry => entry.Event), Is.EqualTo(new TraceEvent[]
        {
            new TextEvent("I use ", true), new TextEvent("", true), new TextEvent("it", true),
            new ToolCallEvent("c", "ls", "{}", null),
            new TextEvent("and ", true), new TextEvent("", true), new TextEvent("go", true),
        }));
        Assert.That(stored.Select(entry => entry.Key), Is.Unique);
    }

    [Test]
    public void A_second_reading_gives_the_same_entries_under_the_same_keys()
    {
        var lines = Lines("I use ", Secret[..9], Secret[9..], " now. ", "And a long-", "winded word");

        var (first, second) = (Read(lines), Read(lines));

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void Thoughts_and_words_are_not_joined()
    {
        var stored = Read([Line("thought", "hm"), Line("text", "well"), Line("thought", "hm hm")]);

        Assert.That(stored.Select(entry => entry.Event).Where(what => what is not (TextEvent { Text: "" } or ThinkingEvent { Text: "" })), Is.EqualTo(new TraceEvent[]
        {
            new ThinkingEvent("hm", true), new TextEvent("well", true), new ThinkingEvent("hm ", true), new ThinkingEvent("hm", true),
        }));
    }

    private static List<TraceEntry> Read(List<string> lines)
    {
        var redactor = new TraceRedactor(SecretShapes.Redact);
        var turn = new TurnEntries(TraceSite.Example, new PieceReader(), SecretShapes.Redact);
        var entries = new List<TraceEntry>();
        for (var index = 0; index < lines.Count; index++)
        {
            turn.Take(new OutputLine(new OutputCursor($"2026-11-20T07:00:{index:00}.000000000Z", 1), IsError: false, lines[index], WasCut: false), Now, entries);
        }

        turn.End(Now, entries);
        return [.. entries.Select(entry => redactor.Redact(entry).Entry)];
    }

    private static IEnumerable<string> Texts(IEnumerable<TraceEntry> entries) => entries.Select(entry => entry.Event).OfType<TextEvent>().Select(text => text.Text);

    private static string RawTexts(IEnumerable<TraceEntry> entries) =>
        string.Concat(entries.Where(entry => entry.Raw is not null).Select(entry => JsonDocument.Parse(entry.Raw!).RootElement.GetProperty("said").GetString()));

    private static List<string> Lines(params string[] pieces) => [.. pieces.Select(piece => Line("text", piece))];

    private static string Line(string kind, string said) => JsonSerializer.Serialize(new { kind, said });

    private sealed class PieceReader : IHarnessReader
    {
        public bool TurnEnded => false;

        public void ReadError(string line)
        {
            // says nothing there
        }

        public HarnessOutcome Conclude(int? exitCode, bool outOfMemory) => throw new NotSupportedException();

        public IReadOnlyList<HarnessEvent> Read(string line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            var said = json.GetProperty("said").GetString()!;
            return
            [
                new HarnessEvent(json.GetProperty("kind").GetString() switch
                {
                    "text" => new TextEvent(said, Partial: true),
                    "thought" => new ThinkingEvent(said, Partial: true),
                    _ => new ToolCallEvent("c", said, "{}", null),
                }, null),
            ];
        }
    }
}
