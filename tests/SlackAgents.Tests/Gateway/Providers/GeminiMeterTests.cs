using SlackAgents.Core.Policies;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class GeminiMeterTests
{
    private const string First =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"twelve chars and as many more\"}]}}],"
        + "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,\"candidatesTokenCount\":2,\"totalTokenCount\":102},\"modelVersion\":\"gemini-2.5-pro\",\"responseId\":\"r1\"}";

    private const string Last =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":\"STOP\"}],"
        + "\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,\"toolUsePromptTokenCount\":5,\"candidatesTokenCount\":20,\"thoughtsTokenCount\":10,\"totalTokenCount\":135}}";

    private static readonly MeterReading Whole = new("gemini-2.5-pro", new ModelUsage(45, 60, 0, 30), IsFinal: true) { RequestId = "r1" };

    [Test]
    public void A_stream_is_counted_each_token_once() =>
        Assert.That(MeterProbe.Read(() => new GeminiMeter(isStream: true), $"data: {First}\r\n\r\ndata: {Last}\r\n\r\n"), Is.EqualTo(Whole));

    [Test]
    public void A_stream_that_came_as_an_array_is_counted_the_same() =>
        Assert.That(MeterProbe.Read(() => new GeminiMeter(isStream: false), $"[{First},\n{Last}]"), Is.EqualTo(Whole));

    [Test]
    public void A_stream_that_is_cut_is_charged_for_what_passed() =>
        Assert.That(
            MeterProbe.Read(() => new GeminiMeter(isStream: true), $"data: {First}\n\n"),
            Is.EqualTo(new MeterReading("gemini-2.5-pro", new ModelUsage(40, 60, 0, 8), IsFinal: false) { RequestId = "r1" }));

    [Test]
    public void A_refused_prompt_has_an_end() =>
        Assert.That(
            MeterProbe.Read(() => new GeminiMeter(isStream: false), "{\"promptFeedback\":{\"blockReason\":\"OTHER\"},\"usageMetadata\":{\"promptTokenCount\":7,\"totalTokenCount\":7}}"),
            Is.EqualTo(new MeterReading(null, new ModelUsage(7, 0, 0, 0), IsFinal: true)));

    [Test]
    public void A_body_without_a_count_is_charged_by_its_size() =>
        Assert.That(MeterProbe.Read(() => new GeminiMeter(isStream: false), "{\"candidates\":[]}").Usage, Is.EqualTo(new ModelUsage(0, 0, 0, 5)));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Any_bytes_leave_the_meter_whole(byte[] bytes, bool isStream)
    {
        var meter = new GeminiMeter(isStream);
        meter.Feed(bytes);
        return meter.Read() is { IsFinal: false, Usage.InputTokens: 0 };
    }
}
