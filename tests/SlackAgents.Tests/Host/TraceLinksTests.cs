using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

internal sealed class TraceLinksTests
{
    private static readonly RunId Run = RunId.Parse("4f9c2k7m1a");

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly SettableTime _time = new();

    [Test]
    public void A_fresh_link_opens_its_run()
    {
        var links = Links();

        Assert.That(links.Validate(Run, links.CreateToken(Run, 0), 0), Is.EqualTo(TraceLinkVerdict.Valid));
    }

    [Test]
    public void A_link_names_the_run_under_the_public_address_and_keeps_a_path_prefix()
    {
        var link = Links().Create(Run, 0);

        Assert.That(link.AbsoluteUri, Does.StartWith("https://agents.example.com/slack/runs/4f9c2k7m1a?t="));
    }

    [Test]
    public void A_link_of_another_run_opens_nothing()
    {
        var links = Links();

        Assert.That(links.Validate(RunId.Parse("zzzzzzzzzz"), links.CreateToken(Run, 0), 0), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_expires()
    {
        var links = Links();
        var token = links.CreateToken(Run, 0);

        _time.Now += TimeSpan.FromDays(7) + TimeSpan.FromHours(1);

        Assert.That(links.Validate(Run, token, 0), Is.EqualTo(TraceLinkVerdict.Expired));
    }

    [Test]
    public void An_end_that_was_stretched_is_refused()
    {
        var links = Links();
        var token = links.CreateToken(Run, 0);

        var stretched = "9" + token[1..];

        Assert.That(links.Validate(Run, stretched, 0), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_made_with_another_key_is_refused()
    {
        var foreign = new TraceLinks(new byte[32], () => new Uri("https://x/"), TimeSpan.FromDays(7), _time);

        Assert.That(Links().Validate(Run, foreign.CreateToken(Run, 0), 0), Is.EqualTo(TraceLinkVerdict.Invalid));
    }

    [Test]
    public void A_link_stays_the_same_within_the_hour_so_that_a_card_need_not_be_redrawn()
    {
        var links = Links();
        _time.Now += TimeSpan.FromMinutes(5);
        var first = links.Create(Run, 0);

        _time.Now += TimeSpan.FromMinutes(50);

        Assert.That(links.Create(Run, 0), Is.EqualTo(first));
    }

    [Test]
    public void Links_of_an_earlier_generation_are_revoked_and_those_of_a_later_one_open_nothing_yet()
    {
        var links = Links();
        var old = links.CreateToken(Run, 0);
        var fresh = links.CreateToken(Run, 1);

        Assert.Multiple(() =>
        {
            Assert.That(links.Validate(Run, old, 1), Is.EqualTo(TraceLinkVerdict.Revoked));
            Assert.That(links.Validate(Run, fresh, 1), Is.EqualTo(TraceLinkVerdict.Valid));
            Assert.That(links.Validate(Run, fresh, 0), Is.EqualTo(TraceLinkVerdict.Revoked));
            Assert.That(links.Validate(Run, fresh.Replace(".1.", ".2.", StringComparison.Ordinal), 2), Is.EqualTo(TraceLinkVerdict.Invalid), "the generation is signed");
        });
    }

    [Test]
    public void A_link_from_before_links_could_be_revoked_is_good_until_they_are()
    {
        var end = (_time.Now + TimeSpan.FromDays(1)).ToUnixTimeSeconds();
        var old = $"{end}.{Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"trace-link/1\n{Run}\n{end}")))}";

        Assert.That(Links().Validate(Run, old, 0), Is.EqualTo(TraceLinkVerdict.Valid));
        Assert.That(Links().Validate(Run, old, 1), Is.EqualTo(TraceLinkVerdict.Revoked));
        Assert.That(Links().Validate(Run, old.Insert(old.IndexOf('.', StringComparison.Ordinal), ".1"), 1), Is.EqualTo(TraceLinkVerdict.Invalid), "an old signature carries no generation");
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
        Assert.That(Links().Validate(Run, token, 0), Is.EqualTo(verdict));
    }

    private TraceLinks Links() => new(
        Key,
        () => new Uri("https://agents.example.com/slack/"),
        TimeSpan.FromDays(7),
        _time);
}
