using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Tests.Slack.Api;

[TestFixture]
internal sealed class ResponseUrlPolicyTests
{
    [TestCase("https://hooks.slack.com/commands/1", true)]
    [TestCase("https://hooks.slack-gov.com/commands/1", true)]
    [TestCase("http://hooks.slack.com/commands/1", false)]
    [TestCase("https://hooks.slack.com:8443/commands/1", false)]
    [TestCase("https://hooks.slack.com.evil.test/1", false)]
    [TestCase("https://hooks.slack.com@evil.test/1", false)]
    [TestCase("https://user@hooks.slack.com/1", false)]
    [TestCase("http://127.0.0.1/latest/meta-data", false)]
    [TestCase("https://slack.com/api/x", false)]
    [TestCase("file:///etc/passwd", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void With_slack_itself_only_its_hooks_are_called(string? url, bool accepted)
    {
        Assert.That(ResponseUrlPolicy.TryAccept(url, new SlackOptions(), out _), Is.EqualTo(accepted));
    }

    [TestCase("http://127.0.0.1:9999/response/1", true)]
    [TestCase("https://hooks.slack.com/commands/1", true)]
    [TestCase("http://127.0.0.2/response/1", false)]
    public void A_stand_in_may_answer_for_its_own_host(string url, bool accepted)
    {
        var options = new SlackOptions { ApiUrl = "http://127.0.0.1:4000/api" };

        Assert.That(ResponseUrlPolicy.TryAccept(url, options, out _), Is.EqualTo(accepted));
    }
}
