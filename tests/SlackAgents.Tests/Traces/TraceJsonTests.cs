using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Traces;

[TestFixture]
internal sealed class TraceJsonTests
{
    private static readonly Type[] EventTypes =
        [.. typeof(TraceEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TraceEvent)))];

    [Test]
    public void Every_event_has_a_kind_of_its_own()
    {
        var registered = TraceJson.EventType.PolymorphismOptions!.DerivedTypes;

        Assert.That(registered.Select(derived => derived.DerivedType), Is.EquivalentTo(EventTypes));
        Assert.That(registered.Select(derived => derived.TypeDiscriminator), Is.Unique);
    }

    [Test]
    public void Kinds_are_only_ever_added()
    {
        var kinds = TraceJson.EventType.PolymorphismOptions!.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!);

        Assert.That(kinds, Is.SupersetOf(new[]
        {
            "state", "step", "session", "prompt", "text", "thinking", "tool_call", "tool_result", "todo", "usage", "retry",
            "notice", "error", "answer", "model_call", "web_request", "git_request", "push", "token", "access", "question", "reply", "unknown",
        }));
    }

    [Test]
    public void Every_event_comes_back_as_it_was() =>
        Prop.ForAll((NonNull<string> text, long number, double real) => EventTypes.All(type =>
        {
            var what = Make(type, [text.Get, number, number / 1000m, real, number % 2 == 0]);
            var json = TraceJson.Serialize(what);
            var back = TraceJson.Deserialize(json);
            return back.GetType() == type
                && string.Equals(TraceJson.Serialize(back), json, StringComparison.Ordinal)
                && (type == typeof(TodoEvent) || type == typeof(QuestionEvent) || back.Equals(what));
        })).QuickCheckThrowOnFailure();

    [TestCase("\0\u001b[31m\u2028\u202e🚀 \"\\ </script>")]
    [TestCase("")]
    public void Hostile_text_comes_back_as_it_was(string text) =>
        Assert.That(TraceJson.Deserialize(TraceJson.Serialize(new TextEvent(text))), Is.EqualTo(new TextEvent(text)));

    [Test]
    public void Half_a_surrogate_pair_is_replaced_and_refused_by_nothing() =>
        Assert.That(TraceJson.Deserialize(TraceJson.Serialize(new TextEvent("a\ud800b"))), Is.EqualTo(new TextEvent("a\ufffdb")));

    [TestCase("""{"kind":"from_the_future","x":1}""")]
    [TestCase("""{"kind":"text"}""")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("not json")]
    public void What_cannot_be_read_never_throws(string json) =>
        Assert.That(TraceJson.Deserialize(json), Is.InstanceOf<UnknownEvent>().Or.EqualTo(new TextEvent(null!)));

    [Test]
    public void A_record_is_one_line_with_the_version_of_its_shape()
    {
        var record = new TraceRecord(Some.RunId(), 7, 2, Some.Instant, new TextEvent("a\nb"), "raw\nline");

        var line = TraceJson.Serialize(record);

        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        Assert.That(line, Does.Not.Contain("\n"));
        Assert.That(root.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "v", "run", "sequence", "turn", "at", "event", "raw" }));
        Assert.That(root.GetProperty("v").GetInt32(), Is.EqualTo(1));
        Assert.That(root.GetProperty("event").GetProperty("kind").GetString(), Is.EqualTo("text"));
    }

    private static TraceEvent Make(Type type, object[] values)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return (TraceEvent)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter, values))]);
    }

    private static object? Value(ParameterInfo parameter, object[] values)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType);
        if (type is not null && (bool)values[4])
        {
            return null;
        }

        type ??= parameter.ParameterType;
        return type switch
        {
            _ when type == typeof(string) => values[0],
            _ when type == typeof(long) => values[1],
            _ when type == typeof(int) => unchecked((int)(long)values[1]),
            _ when type == typeof(decimal) => values[2],
            _ when type == typeof(double) => values[3],
            _ when type == typeof(bool) => values[4],
            _ when type == typeof(IReadOnlyList<TodoItem>) => new[] { new TodoItem((string)values[0], "pending") },
            _ when type == typeof(IReadOnlyList<string>) => new[] { (string)values[0] },
            _ => throw new NotSupportedException($"Say how to make a {type} for {parameter.Member.DeclaringType}."),
        };
    }
}
