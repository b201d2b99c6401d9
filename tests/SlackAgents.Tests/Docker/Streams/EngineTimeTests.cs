using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Tests.Docker.Streams;

internal sealed class EngineTimeTests
{
    [TestCase("2026-11-20T07:12:19.123456789Z", 1795158739_123456789)]
    [TestCase("2026-11-20T07:12:19Z", 1795158739_000000000)]
    [TestCase("2026-11-20T07:12:19.5Z", 1795158739_500000000)]
    [TestCase("2026-11-20T09:12:19.000000001+02:00", 1795158739_000000001)]
    [TestCase("1970-01-01T00:00:00Z", 0)]
    public void Times_of_engines_are_read_to_the_nanosecond(string text, long expected)
    {
        var read = EngineTime.TryParse(text, out var time);

        Assert.That(read, Is.True);
        Assert.That(time.Nanoseconds, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("2026-11-20T07:12:19")]
    [TestCase("2026-11-20T07:12:19.Z")]
    [TestCase("2026-11-20T07:12:19.1234567890Z")]
    [TestCase("2026-13-20T07:12:19Z")]
    [TestCase("9999-01-01T00:00:00Z")]
    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("2026-11-20T07:12:19+0200")]
    public void Anything_else_is_no_time(string text)
    {
        Assert.That(EngineTime.TryParse(text, out _), Is.False);
    }

    [Test]
    public void Written_and_read_again_a_time_is_the_same()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.GeneratorFor<DoNotSize<long>>().Select(number => number.Item & 0x7000_FFFF_FFFF_FFFF).ToArbitrary(),
            nanoseconds => EngineTime.TryParse(new EngineTime(nanoseconds).ToString(), out var time) && time.Nanoseconds == nanoseconds));
    }

    [Test]
    public void The_query_has_seconds_and_nine_digits()
    {
        Assert.That(new EngineTime(1_795_158_739_000_000_042).ToSince(), Is.EqualTo("1795158739.000000042"));
    }
}
