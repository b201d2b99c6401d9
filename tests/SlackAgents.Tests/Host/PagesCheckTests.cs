using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Doctor;
using SlackAgents.Host.Installing;
using SlackAgents.Host.SignIn;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Tests.Host;

internal sealed class PagesCheckTests
{
    [Test]
    public async Task Where_nobody_is_asked_nothing_is_missing() =>
        Assert.That((await LookAsync(new WebOptions(), new AccessOptions(), new SlackOptions())).Mark, Is.EqualTo(FindingMark.Good));

    [Test]
    public async Task Where_everybody_is_asked_the_settings_that_are_missing_are_named()
    {
        var finding = await LookAsync(new WebOptions { TraceAccess = TraceAccessMode.SignIn }, new AccessOptions(), new SlackOptions());

        Assert.That(finding.Mark, Is.EqualTo(FindingMark.Advice));
        Assert.That(finding.Fix, Does.Contain("Slack:ClientId and Slack:ClientSecret and Web:PublicUrl"));
    }

    [TestCase("operator", FindingMark.Advice)]
    [TestCase("member", FindingMark.Good)]
    public async Task A_rule_asks_only_when_it_keeps_some_members_out(string word, FindingMark expected)
    {
        var access = new AccessOptions();
        var rule = new AccessRule();
        rule.See.Add(word);
        access.Rules.Add(rule);

        Assert.That((await LookAsync(new WebOptions(), access, new SlackOptions())).Mark, Is.EqualTo(expected));
    }

    [Test]
    public async Task With_all_settings_people_can_sign_in()
    {
        var finding = await LookAsync(
            new WebOptions { TraceAccess = TraceAccessMode.SignIn },
            new AccessOptions(),
            new SlackOptions { ClientId = "1.2", ClientSecret = "x" },
            "https://agents.example/");

        Assert.That(finding.Mark, Is.EqualTo(FindingMark.Good));
    }

    private static async Task<Finding> LookAsync(WebOptions web, AccessOptions access, SlackOptions slack, string address = "http://127.0.0.1:5080/") =>
        (await new PagesCheck(new SignInSettings(new PublicAddress(() => new Uri(address)), Options.Create(slack)), Options.Create(web), Options.Create(access)).LookAsync(CancellationToken.None)).Single();
}
