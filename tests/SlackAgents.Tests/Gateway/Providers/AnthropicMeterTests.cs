using System.Text;
using FsCheck;
using SlackAgents.Core.Policies;
using SlackAgents.Gateway.Providers;

// The analyzer does not know that FsCheck supplies the arguments.

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class AnthropicMeterTests
{
    private const string Head =
        "event: message_start\r\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-haiku-4-5\",\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":20,\"cache_creation_input_tokens\":30,\"output_tokens\":1}}}\r\n\r\n"
        + ": a comment\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"
        + "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"zwölf Zeichen\"}}\n\n"
        + "data: {\"type\":\"content_block_delta\",\n"
        + "data: \"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}\n\n";

    private const string Tail =
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":7}}\n\n"
        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":40}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private static readonly byte[] Stream = Encoding.UTF8.GetBytes(Head + Tail);
    private static readonly MeterReading Whole = new("claude-haiku-4-5", new ModelUsage(10, 20, 30, 40), IsFinal: true);

    [Test]
    public void A_stream_split_at_any_byte_is_counted_the_same()
    {
        for (var at = 0; at <= Stream.Length; at++)
        {
            Assert.That(Read(Stream.AsSpan(0, at), Stream.AsSpan(at)), Is.EqualTo(Whole), $"split at {at}");
        }
    }

    [FsCheck.NUnit.Property]
    public bool A_stream_in_pieces_of_any_size_is_counted_the_same(NonEmptyArray<PositiveInt> sizes)
    {
        var meter = new AnthropicMeter(isStream: true);
        var at = 0;
        for (var piece = 0; at < Stream.Length; piece++)
        {
            var size = Math.Min(sizes.Get[piece % sizes.Get.Length].Get, Stream.Length - at);
            meter.Feed(Stream.AsSpan(at, size));
            at += size;
        }

        return meter.Read() == Whole;
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Any_bytes_leave_the_meter_whole(byte[] bytes, bool isStream)
    {
        var meter = new AnthropicMeter(isStream);
        meter.Feed(bytes);
        return meter.Read().Usage.IsNone;
    }

    [Test]
    public void A_stream_cut_anywhere_counts_what_was_seen_and_never_more()
    {
        for (var at = 0; at <= Stream.Length; at++)
        {
            var reading = Read(Stream.AsSpan(0, at), []);
            Assert.That(reading.Usage.InputTokens, Is.AnyOf(0L, 10L));
            Assert.That(reading.Usage.OutputTokens, Is.LessThanOrEqualTo(40));
        }
    }

    [Test]
    public void Text_of_a_stream_that_was_cut_before_its_count_is_charged()
    {
        var reading = Read(Encoding.UTF8.GetBytes(Head), []);

        Assert.That(reading, Is.EqualTo(new MeterReading("claude-haiku-4-5", new ModelUsage(10, 20, 30, 4), IsFinal: false)));
    }

    [Test]
    public void A_plain_answer_is_counted()
    {
        var meter = new AnthropicMeter(isStream: false);
        meter.Feed("{\"model\":\"m\",\"usage\":{\"input_tokens\":"u8);
        meter.Feed("5,\"output_tokens\":6}}"u8);

        Assert.That(meter.Read(), Is.EqualTo(new MeterReading("m", new ModelUsage(5, 0, 0, 6), IsFinal: true)));
    }

    [TestCase("{\"usage\":null}")]
    [TestCase("{\"usage\":{\"input_tokens\":-5,\"output_tokens\":\"x\"}}")]
    [TestCase("{\"usage\":{\"input_tokens\":1e40}}")]
    [TestCase("[]")]
    [TestCase("{\"model\":1}")]
    public void Nonsense_counts_nothing(string body)
    {
        var meter = new AnthropicMeter(isStream: false);
        meter.Feed(Encoding.UTF8.GetBytes(body));

        Assert.That(meter.Read().Usage, Is.EqualTo(ModelUsage.None));
    }

    private static MeterReading Read(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var meter = new AnthropicMeter(isStream: true);
        meter.Feed(first);
        meter.Feed(second);
        return meter.Read();
    }
}
