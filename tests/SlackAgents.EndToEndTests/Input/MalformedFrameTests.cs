using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Input;

/// <summary>Frames that Slack would not send do no harm: what comes after them is served.</summary>
internal sealed class MalformedFrameTests : StageTests
{
    private const int Oversized = 20 * 1024 * 1024;

    [TestCase("")]
    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"type":"slash_commands"}""")]
    [TestCase("""{"envelope_id":"e1","type":"slash_commands"}""")]
    [TestCase("""{"envelope_id":"e2","type":"slash_commands","payload":"text"}""")]
    [TestCase("""{"envelope_id":"e3","type":"slash_commands","payload":{"command":42,"user_id":[],"text":{}}}""")]
    [TestCase("""{"envelope_id":"e4","type":"events_api","payload":{"event":null}}""")]
    [TestCase("""{"envelope_id":"e5","type":"interactive","payload":{"type":"block_actions","actions":[]}}""")]
    [TestCase("""{"envelope_id":"e6","type":"what_is_this","payload":{}}""")]
    [TestCase("""{"envelope_id":7,"type":7,"payload":7}""")]
    public async Task A_malformed_frame_is_survived(string frame)
    {
        await Slack.SendRawAsync(frame, default);

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "help"));

        Assert.That(answer, Does.Contain("starts a run"));
    }

    [Test]
    public async Task An_oversized_frame_is_survived_and_costs_bounded_memory()
    {
        await Slack.SendRawAsync("""{"envelope_id":"big","type":"events_api","payload":{"x":"_"}}""".Replace("_", new string('y', Oversized), StringComparison.Ordinal), default);
        await Slack.WaitForConnectionsAsync(2, Stage.Patience, default);

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "help"));

        Assert.That(answer, Does.Contain("starts a run"));
    }

    [Test]
    public async Task Deeply_nested_json_is_survived()
    {
        await Slack.SendRawAsync(string.Concat(Enumerable.Repeat("[", 100_000)), default);
        await Slack.WaitForConnectionsAsync(2, Stage.Patience, default);

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "help"));

        Assert.That(answer, Does.Contain("starts a run"));
    }
}
