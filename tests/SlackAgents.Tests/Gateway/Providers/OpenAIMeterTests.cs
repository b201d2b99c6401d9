using SlackAgents.Core.Policies;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class OpenAIMeterTests
{
    private const string ResponsesHead =
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"model\":\"gpt-5.4-2026\",\"status\":\"in_progress\",\"usage\":null}}\n\n"
        + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"zwölf Zeich\\ud83d\"}\n\n"
        + "event: response.function_call_arguments.delta\ndata: {\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{}\"}\n\n";

    private const string ResponsesTail =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"model\":\"gpt-5.4-2026\",\"usage\":{\"input_tokens\":100,"
        + "\"input_tokens_details\":{\"cached_tokens\":60,\"cache_write_tokens\":10},\"output_tokens\":40,\"output_tokens_details\":{\"reasoning_tokens\":30},\"total_tokens\":140}}}\n\n";

    private const string ChatHead =
        "data: {\"model\":\"gpt-5.4\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"\",\"content\":\"twelve chars\"},\"finish_reason\":null}],\"usage\":null}\n\n"
        + "data: {\"model\":\"gpt-5.4\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"four\"}}]},\"finish_reason\":null}]}\n\n"
        + "data: {\"model\":\"gpt-5.4\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";

    private const string ChatTail =
        "data: {\"model\":\"gpt-5.4\",\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"prompt_tokens_details\":{\"cached_tokens\":60},\"completion_tokens\":40,\"total_tokens\":140}}\n\ndata: [DONE]\n\n";

    [TestCase("response.completed")]
    [TestCase("response.incomplete")]
    [TestCase("response.failed")]
    public void The_closing_event_of_responses_has_the_count_each_token_once(string closing) =>
        Assert.That(
            MeterProbe.Read(() => new ResponsesMeter(isStream: true), ResponsesHead + ResponsesTail.Replace("response.completed", closing, StringComparison.Ordinal)),
            Is.EqualTo(new MeterReading("gpt-5.4-2026", new ModelUsage(30, 60, 10, 40), IsFinal: true)));

    [Test]
    public void A_responses_stream_that_is_cut_is_charged_for_what_passed() =>
        Assert.That(
            MeterProbe.Read(() => new ResponsesMeter(isStream: true), ResponsesHead),
            Is.EqualTo(new MeterReading("gpt-5.4-2026", new ModelUsage(0, 0, 0, 5), IsFinal: false)));

    [Test]
    public void An_event_with_half_a_character_in_its_type_is_passed_over() =>
        Assert.That(
            MeterProbe.Read(() => new ResponsesMeter(isStream: true), "data: {\"type\":\"\\ud800\"}\n\n" + ResponsesTail).Usage,
            Is.EqualTo(new ModelUsage(30, 60, 10, 40)));

    [Test]
    public void A_responses_body_is_counted() =>
        Assert.That(
            MeterProbe.Read(() => new ResponsesMeter(isStream: false), "{\"model\":\"m\",\"usage\":{\"input_tokens\":5,\"output_tokens\":6,\"total_tokens\":11}}"),
            Is.EqualTo(new MeterReading("m", new ModelUsage(5, 0, 0, 6), IsFinal: true)));

    [Test]
    public void The_last_chunk_of_a_chat_has_the_count() =>
        Assert.That(
            MeterProbe.Read(() => new ChatMeter(isStream: true), ChatHead + ChatTail),
            Is.EqualTo(new MeterReading("gpt-5.4", new ModelUsage(40, 60, 0, 40), IsFinal: true)));

    [Test]
    public void A_chat_without_a_count_is_charged_for_what_passed() =>
        Assert.That(
            MeterProbe.Read(() => new ChatMeter(isStream: true), ChatHead + "data: [DONE]\n\n"),
            Is.EqualTo(new MeterReading("gpt-5.4", new ModelUsage(0, 0, 0, 4), IsFinal: false)));

    [Test]
    public void A_chat_that_counts_in_every_chunk_is_final_only_at_its_end()
    {
        const string Chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"twelve chars and as many more\"},\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}]}\n\n";
        const string Last = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}\n\n";

        Assert.That(MeterProbe.Read(() => new ChatMeter(isStream: true), Chunk), Is.EqualTo(new MeterReading(null, new ModelUsage(9, 0, 0, 8), IsFinal: false)));
        Assert.That(MeterProbe.Read(() => new ChatMeter(isStream: true), Chunk + Last), Is.EqualTo(new MeterReading(null, new ModelUsage(9, 0, 0, 3), IsFinal: true)));
    }

    [TestCase("{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":35}", 10, 0, 25)]
    [TestCase("{\"prompt_tokens\":10,\"completion_tokens\":5,\"prompt_cache_hit_tokens\":4}", 6, 4, 5)]
    [TestCase("{\"prompt_tokens\":10,\"completion_tokens\":5,\"cached_tokens\":400}", 0, 10, 5)]
    [TestCase("{\"prompt_tokens\":-1,\"completion_tokens\":5,\"prompt_tokens_details\":\"x\"}", 0, 0, 5)]
    public void A_chat_body_is_counted_as_compatible_providers_write_it(string usage, long input, long cached, long output) =>
        Assert.That(
            MeterProbe.Read(() => new ChatMeter(isStream: false), "{\"model\":\"m\",\"usage\":" + usage + "}"),
            Is.EqualTo(new MeterReading("m", new ModelUsage(input, cached, 0, output), IsFinal: true)));

    [Test]
    public void A_body_without_a_count_is_charged_by_its_size() =>
        Assert.That(MeterProbe.Read(() => new ChatMeter(isStream: false), "{\"choices\":[]}"), Is.EqualTo(new MeterReading(null, new ModelUsage(0, 0, 0, 4), IsFinal: false)));

    [Test]
    public void A_stream_cut_anywhere_never_counts_more_than_the_whole()
    {
        var readings = MeterProbe.ReadCut(() => new ResponsesMeter(isStream: true), ResponsesHead + ResponsesTail)
            .Concat(MeterProbe.ReadCut(() => new ChatMeter(isStream: true), ChatHead + ChatTail));

        Assert.That(readings.Select(reading => reading.Usage.OutputTokens), Is.All.LessThanOrEqualTo(40));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Any_bytes_leave_the_meters_whole(byte[] bytes)
    {
        foreach (var meter in new IUsageMeter[] { new ResponsesMeter(isStream: true), new ChatMeter(isStream: true), new ResponsesMeter(isStream: false), new ChatMeter(isStream: false) })
        {
            meter.Feed(bytes);
            if (meter.Read() is not { IsFinal: false, Usage.InputTokens: 0 })
            {
                return false;
            }
        }

        return true;
    }
}
