using FsCheck;
using SlackAgents.Gateway.Web;

// The analyzer does not know that FsCheck supplies the arguments.

namespace SlackAgents.Tests.Gateway.Web;

internal sealed class WebTargetTests
{
    [TestCase("http://a.test/p?secret=1", "http://a.test/p?…")]
    [TestCase("http://a.test/p#frag", "http://a.test/p#…")]
    [TestCase("http://user:pass@a.test:81/p", "http://a.test:81/p")]
    [TestCase("a.test:443", "a.test:443")]
    [TestCase("http://a.test/\u001b[31m\u202e", "http://a.test/?[31m?")]
    public void A_record_holds_the_place_and_no_secret(string target, string record) => Assert.That(WebTarget.Describe(target), Is.EqualTo(record));

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public bool A_record_is_short_and_printable(NonNull<string> target)
    {
        var record = WebTarget.Describe(target.Get);
        return record.Length <= 301 && record.All(character => character == '…' || character is > ' ' and < '\u007f');
    }
}
