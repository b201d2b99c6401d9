using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Reasons;

internal sealed class ReasonCatalogTests
{
    [Test]
    public void Every_code_has_a_sentence_and_a_next_step([Values] ReasonCode code)
    {
        var reason = ReasonCatalog.Of(code);

        Assert.That(reason.Sentence, Does.Match("^[A-Z].*[^.]\\.$"));
        Assert.That(reason.NextStep, Does.Match("^[A-Z].*[^.]\\.$"));
    }

    [Test]
    public void No_two_codes_say_the_same()
    {
        Assert.That(Enum.GetValues<ReasonCode>().Select(code => ReasonCatalog.Of(code).Sentence), Is.Unique);
    }
}
