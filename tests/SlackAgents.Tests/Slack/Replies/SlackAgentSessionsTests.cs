using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Replies;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Replies;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SlackAgentSessionsTests : IDisposable
{
    private readonly FakeSlackApi _slack = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ReplyPacer _pacer;
    private readonly SlackAgentSessions _sessions;

    public SlackAgentSessionsTests()
    {
        _pacer = new ReplyPacer(_time);
        _sessions = new SlackAgentSessions(_slack.CreateClients(_time), new ReplyPacers(() => _pacer), _slack.WrappedOptions, _time, NullLogger<SlackAgentSessions>.Instance);
    }

    public void Dispose()
    {
        _pacer.Dispose();
        _slack.Dispose();
    }

    [Test]
    public async Task A_status_goes_with_its_thread_and_a_title_that_fits()
    {
        await ShowAsync(AgentSessionStatus.Processing, new string('t', 300));
        await ShowAsync(AgentSessionStatus.Suspended);

        Assert.That(_slack.Requests[0].Json.GetProperty("title").GetString(), Has.Length.LessThanOrEqualTo(200));
        Assert.That(_slack.Requests[1].Body, Is.EqualTo("""{"channel_id":"C1","thread_ts":"1.0","status":"suspended"}"""));
    }

    [TestCase("feature_disabled")]
    [TestCase("not_authorized")]
    [TestCase("not_allowed_token_type")]
    [TestCase("missing_scope")]
    [TestCase("unknown_method")]
    public async Task A_workspace_without_it_is_left_alone_for_an_hour(string code)
    {
        _slack.Fails("agents.sessions.setStatus", code);

        await ShowAsync(AgentSessionStatus.Processing);
        await ShowAsync(AgentSessionStatus.Active);
        _time.Advance(TimeSpan.FromMinutes(59));
        await ShowAsync(AgentSessionStatus.Active);
        var asked = _slack.Requests.Count;
        _time.Advance(TimeSpan.FromMinutes(2));
        await ShowAsync(AgentSessionStatus.Active);

        Assert.That((asked, _slack.Requests.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_thread_that_is_gone_does_not_switch_it_off()
    {
        _slack.Fails("agents.sessions.setStatus", "channel_not_found");

        await ShowAsync(AgentSessionStatus.Processing);
        await ShowAsync(AgentSessionStatus.Active);

        Assert.That(_slack.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task It_can_be_switched_off()
    {
        _slack.Options.AgentStatus = false;

        await ShowAsync(AgentSessionStatus.Processing);

        Assert.That(_slack.Requests, Is.Empty);
    }

    private Task ShowAsync(AgentSessionStatus status, string? title = null) => _sessions.SetStatusAsync("C1", "1.0", status, title, CancellationToken.None);
}
