using SlackAgents.Slack.Configuration;

namespace SlackAgents.Tests.Slack.Configuration;

[TestFixture]
internal sealed class SlackOptionsValidatorTests
{
    [Test]
    public void Everything_that_is_missing_is_named_at_once()
    {
        var result = new SlackOptionsValidator().Validate(name: null, new SlackOptions { ApiUrl = "slack" });

        Assert.That(result.FailureMessage, Does.Contain("Slack:ApiUrl").And.Contain("Slack:BotToken").And.Contain("Slack:AppToken").And.Contain("Slack__BotToken"));
    }

    [Test]
    public void Http_needs_the_signing_secret_and_no_app_token()
    {
        var options = new SlackOptions { Transport = SlackTransport.Http, BotToken = "xoxb" + "-1" };

        var result = new SlackOptionsValidator().Validate(name: null, options);

        Assert.That(result.Failures, Is.Not.Null);
        Assert.That(result.Failures!.Single(), Does.Contain("Slack:SigningSecret"));
    }

    [Test]
    public void A_token_of_the_wrong_kind_is_named_but_never_shown()
    {
        var options = new SlackOptions { BotToken = "xoxp" + "-secret", AppToken = "xapp" + "-1" };

        var result = new SlackOptionsValidator().Validate(name: null, options);

        Assert.That(result.FailureMessage, Does.Contain("xoxb-").And.Not.Contain("secret"));
    }

    [TestCase("https://slack.com/api")]
    [TestCase("https://slack.com/api/")]
    public void The_base_address_ends_with_one_slash(string url)
    {
        Assert.That(new SlackOptions { ApiUrl = url }.ApiBase.AbsoluteUri, Is.EqualTo("https://slack.com/api/"));
    }

    [Test]
    public void Good_settings_pass()
    {
        var options = new SlackOptions { BotToken = "xoxb" + "-1", AppToken = "xapp" + "-1" };

        Assert.That(new SlackOptionsValidator().Validate(name: null, options).Succeeded, Is.True);
    }
}
