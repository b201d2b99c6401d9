using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Gateway.Tools;

namespace SlackAgents.Tests.Gateway.Tools;

internal sealed class SecretFilterTests
{
    private static readonly string[] Secrets = ["abcabd", "Bearer abcabd", "zzz"];

    [TestCase("x abcabd y", "x [redacted] y")]
    [TestCase("Bearer abcabd", "[redacted]")]
    [TestCase("abcabcabd", "abc[redacted]")]
    [TestCase("Bearer abcab", "Bearer abcab")]
    [TestCase("zzzz", "[redacted]z")]
    [TestCase("", "")]
    public void A_secret_is_taken_out(string text, string clean) => Assert.That(Run([text]), Is.EqualTo(clean));

    [Test]
    public void However_the_bytes_come_in_pieces_the_same_goes_out() =>
        Prop.ForAll(Pieces().ToArbitrary(), pieces => Run(pieces) == Run([string.Concat(pieces)])).QuickCheckThrowOnFailure();

    [Test]
    public void What_cannot_be_the_beginning_of_a_secret_goes_out_at_once() =>
        Assert.That(Encoding.UTF8.GetString(new SecretFilter(Secrets).Pass("data: hello\n\n"u8).Span), Is.EqualTo("data: hello\n\n"));

    private static Gen<string[]> Pieces() =>
        Gen.Elements("abc", "abcabd", "abd", "Bea", "rer ", "z", "zz", "-", "a").ArrayOf();

    private static string Run(IEnumerable<string> pieces)
    {
        var filter = new SecretFilter(Secrets);
        var result = new StringBuilder();
        foreach (var piece in pieces)
        {
            result.Append(Encoding.UTF8.GetString(filter.Pass(Encoding.UTF8.GetBytes(piece)).Span));
        }

        return result.Append(Encoding.UTF8.GetString(filter.End().Span)).ToString();
    }
}
