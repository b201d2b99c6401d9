using System.Reflection;
using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Tests.Harnesses;
using SlackAgents.Tests.Harnesses.Acp;
using SlackAgents.Tests.Harnesses.ClaudeCode;
using SlackAgents.Tests.Harnesses.Codex;

namespace SlackAgents.Tests.Traces.Schemas;

/// <summary>What we write is what <c>docs/schemas/trace-record.v1.schema.json</c> says.</summary>
[CancelAfter(60_000)]
internal sealed class TraceRecordSchemaTests
{
    private const string Name = "trace-record.v1";

    private static readonly IReadOnlyDictionary<string, Type> Kinds = TraceJson.EventType.PolymorphismOptions!.DerivedTypes
        .ToDictionary(derived => (string)derived.TypeDiscriminator!, derived => derived.DerivedType, StringComparer.Ordinal);

    private static IEnumerable<string> Recordings => TraceFixtures.Names(string.Empty);

    [Test]
    public async Task Every_kind_of_event_is_described_with_all_its_properties_and_no_other(CancellationToken cancellationToken)
    {
        var schema = await PublishedSchema.LoadAsync(Name, cancellationToken);

        Assert.That(schema.Definitions.Keys.Where(name => name != "event"), Is.EquivalentTo(Kinds.Keys));
        Assert.Multiple(() =>
        {
            foreach (var (kind, type) in Kinds)
            {
                Assert.That(schema.Definitions[kind].Properties.Keys, Is.EquivalentTo(PropertiesOf(type).Select(NameOf).Append("kind")), kind);
                Assert.That(schema.Definitions[kind].RequiredProperties, Is.EquivalentTo(PropertiesOf(type).Where(IsAlwaysThere).Select(NameOf).Append("kind")), kind);
                Assert.That(schema.Definitions[kind].Properties.Where(property => property.Key != "kind").Select(property => property.Value.Description), Has.All.Not.Empty, kind);
            }
        });
    }

    [Test]
    public async Task Every_kind_of_event_is_written_as_described_whole_and_with_only_what_it_must_have(CancellationToken cancellationToken)
    {
        var schema = await PublishedSchema.LoadAsync(Name, cancellationToken);

        Assert.Multiple(() =>
        {
            foreach (var what in Kinds.Values.SelectMany(type => new[] { Make(type, whole: true), Make(type, whole: false) }))
            {
                Assert.That(schema.Errors(Line(what)), Is.Empty, Line(what));
            }
        });
    }

    [TestCaseSource(nameof(Recordings))]
    public async Task What_an_agent_really_printed_is_written_as_described(string recording, CancellationToken cancellationToken)
    {
        var schema = await PublishedSchema.LoadAsync(Name, cancellationToken);
        var reader = ReaderOf(recording);

        var events = TraceFixtures.Lines(recording).SelectMany(line => reader.Read(line).Select(made => Line(made.Event, line)))
            .Concat(TraceFixtures.Errors(recording).Select(line => Line(new NoticeEvent("stderr", line))))
            .ToList();

        Assert.That(events, Is.Not.Empty);
        Assert.That(events.SelectMany(schema.Errors), Is.Empty);
    }

    [TestCase("""{"kind":"from_the_future","text":"x"}""")]
    [TestCase("""{"kind":"text"}""")]
    [TestCase("""{"kind":"text","text":7}""")]
    [TestCase("""{"kind":"todo","items":[{"text":"x","status":"perhaps"}]}""")]
    [TestCase("{}")]
    public async Task An_event_that_the_schema_does_not_know_is_seen(string json, CancellationToken cancellationToken)
    {
        var schema = await PublishedSchema.LoadAsync(Name, cancellationToken);

        Assert.That(schema.Errors("""{"v":1,"run":"4f9c2k7m1a","sequence":1,"turn":1,"at":"2030-01-02T03:04:05+00:00","event":""" + json + "}"), Is.Not.Empty);
    }

    private static string Line(TraceEvent what, string? raw = null) => TraceJson.Serialize(new TraceRecord(Some.RunId(), 7, 2, Some.Instant, what, raw));

    private static IHarnessReader ReaderOf(string recording) => recording switch
    {
        _ when recording.StartsWith("claude-", StringComparison.Ordinal) => Recording.Reader(),
        _ when recording.StartsWith("codex-", StringComparison.Ordinal) => CodexRecording.ReaderOf(recording["codex-".Length..]),
        _ when recording.StartsWith("driven-codex-", StringComparison.Ordinal) => CodexRecording.Reader(),
        _ => AcpRecording.Load(recording).Reader(),
    };

    private static ParameterInfo[] PropertiesOf(Type type) => type.GetConstructors().MaxBy(one => one.GetParameters().Length)!.GetParameters();

    private static string NameOf(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    /// <summary>A property without a value is left out.</summary>
    private static bool IsAlwaysThere(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).WriteState is NullabilityState.NotNull;

    private static TraceEvent Make(Type type, bool whole) =>
        (TraceEvent)type.GetConstructors().MaxBy(one => one.GetParameters().Length)!
            .Invoke([.. PropertiesOf(type).Select(parameter => whole || IsAlwaysThere(parameter) ? Value(type, parameter) : null)]);

    private static object Value(Type type, ParameterInfo parameter)
    {
        var of = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return (type.Name, parameter.Name) switch
        {
            (nameof(StepEvent), "State") => "completed",
            (nameof(SteeringEvent), "State") => "delivered",
            (nameof(ReplyEvent), "State") => "answered",
            (nameof(FileChangeEvent), "Change") => "modified",
            _ when of == typeof(string) => "\0</script>\u2028",
            _ when of == typeof(long) => 7L,
            _ when of == typeof(int) => 7,
            _ when of == typeof(decimal) => 0.25m,
            _ when of == typeof(double) => 1.5,
            _ when of == typeof(bool) => true,
            _ when of == typeof(IReadOnlyList<TodoItem>) => new[] { new TodoItem("x", "in_progress") },
            _ when of == typeof(IReadOnlyList<string>) => new[] { "x" },
            _ => throw new NotSupportedException($"Say how to make a {of} for {type}."),
        };
    }
}
