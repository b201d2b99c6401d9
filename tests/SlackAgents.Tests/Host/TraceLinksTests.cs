using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

internal sealed class TraceLinksTests
{
    private static readonly RunId Run = RunId.Parse("4f9c2k7m1a");

    private readonly SettableTime _time = new();

    [Test]
    public void A_fresh_link_opens_its_run()
    {
        var links = Links();

        Assert.That(links.Validate(Run, links.CreateToken(Run)), Is.EqualTo(TraceLinkVerdict.Valid));
    }

    [Test]
    public void A_link_names_the_run_under_the_public_address_and_keeps_a_path_prefix()
    {
        var link = Links().Create(Run);

        Assert.That(link.AbsoluteUri, Does.StartWith("https://agents.example.com/slack/runs/4f9c2k7m1a?t="));
    }

    [Test]
    public void A_link_of_another_run_opens_nothing()
    {
        var links = Links();

        Assert.That(links.Validate(RunId.Parse("zzzzzzzzzz"), links.CreateToken(Run)), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_expires()
    {
        var links = Links();
        var token = links.CreateToken(Run);

        _time.Now += TimeSpan.FromDays(7) + TimeSpan.FromHours(1);

        Assert.That(links.Validate(Run, token), Is.EqualTo(TraceLinkVerdict.Expired));
    }

    [Test]
    public void An_end_that_was_stretched_is_refused()
    {
        var links = Links();
        var token = links.CreateToken(Run);

        var stretched = "9" + token[1..];

        Assert.That(links.Validate(Run, stretched), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_made_with_another_key_is_refused()
    {
        var foreign = new TraceLinks(new byte[32], () => new Uri("https://x/"), TimeSpan.FromDays(7), _time);

        Assert.That(Links().Validate(Run, foreign.CreateToken(Run)), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_stays_the_same_within_the_hour_so_that_a_card_need_not_be_redrawn()
    {
        var links = Links();
        _time.Now += TimeSpan.FromMinutes(5);
        var first = links.Create(Run);

        _time.Now += TimeSpan.FromMinutes(50);

        Assert.That(links.Create(Run), Is.EqualTo(first));
    }

    [TestCase(null, TraceLinkVerdict.Missing)]
    [TestCase("", TraceLinkVerdict.Missing)]
    [TestCase(".", TraceLinkVerdict.Invalid)]
    [TestCase("1.", TraceLinkVerdict.Invalid)]
    [TestCase("-1.AAAA", TraceLinkVerdict.Invalid)]
    [TestCase("99999999999999999999999999.AAAA", TraceLinkVerdict.Invalid)]
    [TestCase("1763622000.%%%not-base64%%%", TraceLinkVerdict.Invalid)]
    [TestCase("1763622000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", TraceLinkVerdict.Invalid)]
    public void Damaged_tokens_are_refused(string? token, TraceLinkVerdict verdict)
    {
        Assert.That(Links().Validate(Run, token), Is.EqualTo(verdict));
    }

    private TraceLinks Links() => new(
        [.. Enumerable.Range(1, 32).Select(number => (byte)number)],
        () => new Uri("https://agents.example.com/slack/"),
        TimeSpan.FromDays(7),
        _time);
}
