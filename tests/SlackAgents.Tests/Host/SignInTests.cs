using System.Net;
using SlackAgents.Core.Ids;
using SlackAgents.Host.SignIn;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>Signing in with Slack and with a personal link, and out again.</summary>
[CancelAfter(60_000)]
internal sealed class SignInTests
{
    private const string Alice = "U0ALICE001";
    private const string Team = "T0ACME0001";

    [Test]
    public async Task Who_signs_in_with_Slack_is_known_for_twelve_hours_in_that_browser()
    {
        await using var site = await SignInSite.StartAsync();

        var done = await site.SignInAsync(Alice);
        var known = await site.GetAsync("/runs");
        site.Time.Advance(SessionTokens.Lifetime);
        var later = await site.GetAsync("/runs");

        Assert.That((done.Status, done.Location!.PathAndQuery), Is.EqualTo((HttpStatusCode.SeeOther, "/runs")), done.Body);
        Assert.That(known.Body, Is.EqualTo($"runs of {Team}/{Alice} (False)"));
        Assert.That(later.Body, Is.EqualTo("nobody"));
        Assert.That(site.SetCookies.Last(cookie => cookie.StartsWith("slackagents-session=", StringComparison.Ordinal)), Does.Contain("httponly").And.Contain("samesite=lax").And.Contain("max-age=43200"));
    }

    [Test]
    public async Task Slack_is_asked_for_no_more_than_who_it_is()
    {
        await using var site = await SignInSite.StartAsync();

        var page = (await site.GetAsync("/sign-in/slack")).Location!;

        Assert.That(page.AbsolutePath, Is.EqualTo("/openid/connect/authorize"));
        Assert.That(Uri.UnescapeDataString(page.Query), Does.Contain("scope=openid profile").And.Contain("response_type=code").And.Contain($"redirect_uri={site.Base}/sign-in/callback").And.Contain("nonce=").And.Contain("state="));
    }

    [Test]
    public async Task Another_browser_cannot_bring_the_end()
    {
        await using var site = await SignInSite.StartAsync();
        var mine = await site.GetAsync("/sign-in/slack");
        var back = await site.ChooseAsync(mine.Location!, Alice);

        site.Cookies.Clear();
        var without = await site.GetAsync(back.PathAndQuery);
        await site.GetAsync("/sign-in/slack");
        var withItsOwn = await site.GetAsync(back.PathAndQuery);

        Assert.That((without.Status, withItsOwn.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That(withItsOwn.Body, Does.Contain("did not begin the sign-in"));
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"));
    }

    [Test]
    public async Task A_way_through_Slack_is_walked_within_ten_minutes_and_once()
    {
        await using var site = await SignInSite.StartAsync();
        var slow = await site.GetAsync("/sign-in/slack");
        var back = await site.ChooseAsync(slow.Location!, Alice);
        site.Time.Advance(SignInAttempts.Lifetime);
        var late = await site.GetAsync(back.PathAndQuery);

        var quick = await site.GetAsync("/sign-in/slack");
        back = await site.ChooseAsync(quick.Location!, Alice);
        var kept = site.Cookies["slackagents-sign-in"];
        await site.GetAsync(back.PathAndQuery);
        site.Cookies.Clear();
        site.Cookies["slackagents-sign-in"] = kept;
        var again = await site.GetAsync(back.PathAndQuery);

        Assert.That((late.Status, again.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That(again.Body, Does.Contain("used before"));
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"));
    }

    [TestCase("iss", "https://evil.example")]
    [TestCase("aud", "another app")]
    [TestCase("nonce", "of another sign-in")]
    [TestCase("https://slack.com/user_id", "U0/../x")]
    public async Task A_token_that_is_not_for_this_sign_in_signs_nobody_in(string claim, string value)
    {
        await using var site = await SignInSite.StartAsync();
        site.Playground.SlackSite.OpenId.ChangeClaims = claims => claims[claim] = value;

        var done = await site.SignInAsync(Alice);

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"));
    }

    [Test]
    public async Task A_token_whose_time_is_over_signs_nobody_in()
    {
        await using var site = await SignInSite.StartAsync();
        site.Playground.SlackSite.OpenId.ChangeClaims = claims => claims["exp"] = site.Time.GetUtcNow().AddMinutes(-3).ToUnixTimeSeconds();

        Assert.That((await site.SignInAsync(Alice)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("https://evil.example/", "/runs")]
    [TestCase("//evil.example/runs/4f9c2k7m1a", "/runs")]
    [TestCase("/\\evil.example", "/runs")]
    [TestCase("/runs/../../evil", "/runs")]
    [TestCase("/runs/4f9c2k7m1a@evil.example", "/runs")]
    [TestCase("/runs/4f9c2k7m1a?t=a&next=https://evil.example", "/runs")]
    [TestCase("/sign-in/out", "/runs")]
    [TestCase("/runs/4f9c2k7m1a\r\nSet-Cookie: a=b", "/runs")]
    [TestCase("/runs/4f9c2k7m1a", "/runs/4f9c2k7m1a")]
    [TestCase("/runs/4f9c2k7m1a?t=1763622000.0.abc_DEF-1", "/runs/4f9c2k7m1a?t=1763622000.0.abc_DEF-1")]
    public async Task Signing_in_leads_to_our_own_pages_alone(string wanted, string expected)
    {
        await using var site = await SignInSite.StartAsync();

        var done = await site.SignInAsync(Alice, wanted);

        Assert.That(done.Location!.AbsoluteUri, Is.EqualTo(site.Base + expected));
    }

    [Test]
    public async Task Where_one_was_going_is_not_told_to_Slack()
    {
        await using var site = await SignInSite.StartAsync();

        var page = (await site.GetAsync($"/sign-in/slack?return={Uri.EscapeDataString(site.Link())}")).Location!;

        Assert.That(page.AbsoluteUri, Does.Not.Contain(SignInSite.RunId.Value));
    }

    [Test]
    public async Task Who_says_no_on_Slacks_page_is_told_what_else_there_is()
    {
        await using var site = await SignInSite.StartAsync();
        var begun = await site.GetAsync("/sign-in/slack");
        using var denied = await site.Browser.GetAsync(new Uri(begun.Location!.AbsoluteUri + "&deny=1"));

        var done = await site.GetAsync(denied.Headers.Location!.PathAndQuery);

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(done.Body, Does.Contain("You said no").And.Contain("/agent list"));
    }

    [Test]
    public async Task Somebody_whom_the_directory_does_not_know_is_not_signed_in()
    {
        await using var site = await SignInSite.StartAsync(site => site.People.People[Alice] = null);

        var done = await site.SignInAsync(Alice);

        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(done.Body, Does.Contain("not known here"));
        Assert.That(site.Cookies.Keys, Has.None.EqualTo("slackagents-session"));
    }

    [Test]
    public async Task Without_the_apps_credentials_the_page_names_the_settings()
    {
        await using var site = await SignInSite.StartAsync(site => site.Slack.ClientId = site.Slack.ClientSecret = null);

        var answer = await site.GetAsync("/sign-in/slack");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Body, Does.Contain("Slack:ClientId and Slack:ClientSecret").And.Contain("/agent list"));
    }

    [Test]
    public async Task Whoever_is_deactivated_is_out_with_the_next_page()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        var before = await site.GetAsync("/runs");

        site.People.People[Alice] = FakePeople.Member(new PersonId(Team, Alice)) with { IsDeactivated = true };

        Assert.That(before.Body, Does.StartWith("runs of"));
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"));
    }

    [Test]
    public async Task A_session_cannot_be_changed()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        var good = site.Cookies["slackagents-session"];
        var parts = good.Split('.');
        string[] forgeries =
        [
            good.Replace(Alice, "U0BOB00001", StringComparison.Ordinal),
            string.Join('.', [.. parts[..3], "9999999999", .. parts[4..]]),
            good[..^1] + (good[^1] == 'A' ? 'B' : 'A'),
            string.Join('.', parts[..^1]) + ".",
            string.Join('.', parts[..^1]),
            "1.....",
            new string('a', 300),
        ];

        foreach (var forged in forgeries)
        {
            site.Cookies["slackagents-session"] = forged;
            Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"), forged);
        }

        site.Cookies["slackagents-session"] = good;
        Assert.That((await site.GetAsync("/runs")).Body, Does.StartWith("runs of"));
    }

    [Test]
    public async Task After_signing_out_a_copy_of_the_cookie_is_worthless()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        var copy = site.Cookies["slackagents-session"];
        var page = await site.GetAsync("/sign-in/out");

        var done = await site.PostAsync("/sign-in/out", (FormGuard.Field, SignInSite.FieldOf(page.Body, FormGuard.Field)));

        Assert.That(page.Body, Does.Contain($"Name of {Alice}"));
        Assert.That(done.Body, Does.Contain("You are signed out"));
        Assert.That(site.Cookies.Keys, Has.None.EqualTo("slackagents-session"));
        site.Cookies["slackagents-session"] = copy;
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo("nobody"));
    }

    [Test]
    public async Task Another_site_can_sign_nobody_out_and_nobody_in()
    {
        await using var site = await SignInSite.StartAsync();
        await site.SignInAsync(Alice);
        await site.GetAsync("/sign-in/out");
        var ticket = await TicketAsync(site, "U0MALLORY1");

        var foreignOut = await site.PostAsync("/sign-in/out", (FormGuard.Field, new string('A', 43)));
        var foreignIn = await site.PostAsync("/sign-in/personal", ("k", ticket), (FormGuard.Field, new string('A', 43)));
        site.Cookies.Remove("slackagents-form");
        var withoutCookie = await site.PostAsync("/sign-in/personal", ("k", ticket), (FormGuard.Field, string.Empty));

        Assert.That((foreignOut.Status, foreignIn.Status, withoutCookie.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That((await site.GetAsync("/runs")).Body, Does.Contain(Alice));
    }

    [Test]
    public async Task A_personal_link_signs_its_person_in_once_and_a_look_at_it_uses_nothing_up()
    {
        await using var site = await SignInSite.StartAsync(site => site.Access.Operators.Add(Alice));
        var link = $"/sign-in/personal?k={await TicketAsync(site, Alice)}";
        await site.GetAsync(link);
        site.Cookies.Clear(); // that was Slack's preview

        var page = await site.GetAsync(link);
        var done = await site.PostAsync("/sign-in/personal", ("k", SignInSite.FieldOf(page.Body, "k")), (FormGuard.Field, SignInSite.FieldOf(page.Body, FormGuard.Field)));
        var again = await site.PostAsync("/sign-in/personal", ("k", SignInSite.FieldOf(page.Body, "k")), (FormGuard.Field, SignInSite.FieldOf(page.Body, FormGuard.Field)));

        Assert.That(page.Body, Does.Contain("Alice").And.Contain(Alice));
        Assert.That(page.Policy, Does.Contain("form-action 'self'"));
        Assert.That(done.Location!.PathAndQuery, Is.EqualTo("/runs"));
        Assert.That((await site.GetAsync("/runs")).Body, Is.EqualTo($"runs of {Team}/{Alice} (True)"));
        Assert.That((again.Status, (await site.GetAsync(link)).Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
    }

    [Test]
    public async Task A_personal_link_is_good_for_ten_minutes_and_only_as_it_was_given()
    {
        await using var site = await SignInSite.StartAsync();
        var ticket = await TicketAsync(site, Alice);
        var changed = await site.GetAsync($"/sign-in/personal?k={(ticket[0] == 'A' ? 'B' : 'A')}{ticket[1..]}");
        site.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await site.GetAsync($"/sign-in/personal?k={ticket}")).Body, Does.Contain("older than ten minutes"));
    }

    private static async Task<string> TicketAsync(SignInSite site, string user) =>
        (await site.RunsLinks.CreateAsync(new Requester(new PersonId(Team, user), "Alice"), CancellationToken.None)).Query["?k=".Length..];
}
