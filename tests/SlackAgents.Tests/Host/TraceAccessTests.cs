using System.Net;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Host.Configuration;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>Who may look at a run: by its link, by being signed in, by both.</summary>
[CancelAfter(60_000)]
internal sealed class TraceAccessTests
{
    private const string Alice = "U0ALICE001";
    private const string Bob = "U0BOB00001";
    private const string Team = "T0ACME0001";

    [Test]
    public async Task A_link_opens_its_run_without_anybody_signing_in()
    {
        await using var site = await SignInSite.StartAsync();

        Assert.That((await site.GetAsync(site.Link())).Body, Is.EqualTo("the run"));
    }

    [Test]
    public async Task Links_that_were_revoked_open_nothing_and_fresh_ones_do()
    {
        await using var site = await SignInSite.StartAsync();
        var old = site.Link();
        site.Run = site.Run with { LinkGeneration = 1 };

        var refused = await site.GetAsync(old);

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(refused.Body, Does.Contain("This link was revoked").And.Contain("Reply <code>status</code>"));
        Assert.That((await site.GetAsync(site.Link())).Body, Is.EqualTo("the run"));
        Assert.That((await site.GetAsync(site.Link(generation: 2))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_link_of_another_run_opens_nothing()
    {
        await using var site = await SignInSite.StartAsync();

        var answer = await site.GetAsync($"/runs/{SignInSite.RunId}?t={site.Links.CreateToken(RunId.Parse("zzzzzzzzzz"), 0)}");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("")]
    [TestCase("/events")]
    [TestCase("/index")]
    [TestCase("/trace.jsonl")]
    public async Task Where_signing_in_is_asked_for_a_link_alone_leads_to_it(string under)
    {
        await using var site = await SignInSite.StartAsync(site => site.Web.TraceAccess = TraceAccessMode.SignIn);
        var link = site.Link().Replace("?", under + "?", StringComparison.Ordinal);

        var before = await site.GetAsync(link);
        await site.SignInAsync(Alice);

        Assert.That(before.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(before.Body, Does.Contain("Sign in with Slack").And.Contain("/agent list"));
        Assert.That((await site.GetAsync(link)).Body, Is.EqualTo("the run"));
    }

    [Test]
    public async Task Signing_in_leads_back_to_the_run()
    {
        await using var site = await SignInSite.StartAsync(site => site.Web.TraceAccess = TraceAccessMode.SignIn);
        var page = (await site.GetAsync(site.Link())).Body;
        var button = page.Split("href=\"../sign-in/slack?")[1].Split('"')[0];

        var begun = await site.GetAsync("/sign-in/slack?" + button);
        var done = await site.GetAsync((await site.ChooseAsync(begun.Location!, Alice)).PathAndQuery);

        Assert.That(done.Location!.PathAndQuery, Is.EqualTo(site.Link()));
    }

    [Test]
    public async Task While_nobody_can_sign_in_a_run_that_asks_for_it_stays_shut_and_the_page_names_the_settings()
    {
        await using var site = await SignInSite.StartAsync(site =>
        {
            site.Web.TraceAccess = TraceAccessMode.SignIn;
            site.Slack.ClientId = site.Slack.ClientSecret = null;
        });

        var answer = await site.GetAsync(site.Link());

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Body, Does.Contain("Slack:ClientId and Slack:ClientSecret").And.Contain("/agent list").And.Not.Contain("href=\"../sign-in/slack"));
    }

    [Test]
    public async Task Guests_and_strangers_who_signed_in_do_not_see_what_members_see()
    {
        await using var site = await SignInSite.StartAsync(site => site.Web.TraceAccess = TraceAccessMode.SignIn);
        await site.SignInAsync(Alice);
        site.People.People[Alice] = FakePeople.Member(new PersonId(Team, Alice)) with { IsGuest = true };

        var answer = await site.GetAsync(site.Link());

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Body, Does.Contain("Guests may not").And.Contain($"Name of {Alice}"));
    }

    [Test]
    public async Task A_rule_that_keeps_a_run_from_some_members_makes_the_link_alone_worthless()
    {
        await using var site = await SignInSite.StartAsync(site => site.Access.Rules.Add(Rule("C1", Alice)));

        var before = await site.GetAsync(site.Link());
        await site.SignInAsync(Bob);
        var other = await site.GetAsync(site.Link());
        await site.SignInAsync(Alice);
        var named = await site.GetAsync(site.Link());

        Assert.That((before.Status, other.Status, named.Status), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK)));
        Assert.That(other.Body, Does.Contain("may look at runs here (rule secret)"));
    }

    [Test]
    public async Task A_rule_about_another_channel_or_one_that_lets_more_people_in_changes_nothing()
    {
        await using var site = await SignInSite.StartAsync(site =>
        {
            site.Access.Rules.Add(Rule("C2", Alice));
            site.Access.Rules.Add(Rule("C1", AccessWord.Member, AccessWord.Guest));
        });

        Assert.That((await site.GetAsync(site.Link())).Body, Is.EqualTo("the run"));
    }

    [Test]
    public async Task A_rule_about_the_repository_counts_as_well()
    {
        await using var site = await SignInSite.StartAsync(site =>
        {
            var rule = Rule("C1", AccessWord.Operator);
            rule.Channels.Clear();
            rule.Repositories.Add("acme/widgets");
            site.Access.Rules.Add(rule);
        });

        Assert.That((await site.GetAsync(site.Link())).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Without_a_link_one_sees_ones_own_runs_and_those_of_public_channels()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        var path = $"/runs/{SignInSite.RunId}";

        var inPublic = await site.GetAsync(path);
        site.People.Channels["C1"] = FakePeople.Ordinary("C1") with { IsPrivate = true };
        var inPrivate = await site.GetAsync(path);
        site.Run = site.Run with { Requester = new Requester(new PersonId(Team, Alice), "Alice") };
        var own = await site.GetAsync(path);

        Assert.That((inPublic.Status, inPrivate.Status, own.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_run_of_a_direct_message_is_its_persons_and_the_operators()
    {
        await using var site = await SignInSite.StartAsync(site =>
        {
            site.Web.TraceAccess = TraceAccessMode.SignIn;
            site.Access.Operators.Add(Bob);
        });
        site.Run = site.Run with { Channel = "D1" };
        site.People.Channels["D1"] = FakePeople.Ordinary("D1") with { IsPrivate = true, IsDirectMessage = true };

        await site.SignInAsync(Alice);
        var other = await site.GetAsync(site.Link());
        await site.SignInAsync(Bob);
        var oper = await site.GetAsync(site.Link());

        Assert.That((other.Status, oper.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_run_that_one_may_not_see_looks_like_one_that_does_not_exist()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        site.People.Channels["C1"] = FakePeople.Ordinary("C1") with { IsPrivate = true };

        var hidden = await site.GetAsync($"/runs/{SignInSite.RunId}");
        var missing = await site.GetAsync("/runs/zzzzzzzzzz");

        Assert.That((hidden.Status, hidden.Body), Is.EqualTo((missing.Status, missing.Body)));
    }

    [Test]
    public async Task While_Slack_does_not_answer_nobody_is_let_in_by_a_session()
    {
        await using var site = await SignInSite.StartAsync(site => site.Web.TraceAccess = TraceAccessMode.SignIn);
        await site.SignInAsync(Alice);
        site.People.Before = () => throw new ReplyException(ReplyFailure.Transient, "http_503", "Slack does not answer.");

        Assert.That((await site.GetAsync(site.Link())).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task A_stream_is_asked_again_and_ends_when_its_link_is_revoked_or_over()
    {
        await using var site = await SignInSite.StartAsync();
        var again = site.Link().Replace("/runs/", "/again/", StringComparison.Ordinal);
        var before = await site.GetAsync(again);
        site.Revoke = site.Run with { LinkGeneration = 1 };
        var revoked = await site.GetAsync(again);
        site.Revoke = null;
        site.WhileItLasts = () => site.Time.Advance(TimeSpan.FromDays(8));
        var over = await site.GetAsync(again);

        Assert.That((before.Body, revoked.Body, over.Body), Is.EqualTo(("True", "False", "False")));
    }

    [Test]
    public async Task A_stream_of_somebody_who_was_deactivated_meanwhile_ends()
    {
        await using var site = await SignInSite.StartAsync(site => site.Web.TraceAccess = TraceAccessMode.SignIn);
        await site.SignInAsync(Alice);
        var again = site.Link().Replace("/runs/", "/again/", StringComparison.Ordinal);
        var before = await site.GetAsync(again);
        site.WhileItLasts = () => site.People.People[Alice] = null;

        Assert.That((before.Body, (await site.GetAsync(again)).Body), Is.EqualTo(("True", "False")));
    }

    private static AccessRule Rule(string channel, params string[] who)
    {
        var rule = new AccessRule { Name = "secret" };
        rule.Channels.Add(channel);
        foreach (var word in who)
        {
            rule.See.Add(word);
        }

        return rule;
    }
}
