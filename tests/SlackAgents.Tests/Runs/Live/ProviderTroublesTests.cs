using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Runs.Live;

internal sealed class ProviderTroublesTests
{
    [Test]
    public void Failures_in_a_row_are_refused_at_twice_the_attempts_that_are_allowed()
    {
        var troubles = new ProviderTroubles(maxRetries: 1);
        for (var failure = 1; failure < 4; failure++)
        {
            troubles.Observe(Call(529));
            Assert.That(troubles.Refusal, Is.Null, $"after {failure}");
        }

        troubles.Observe(Call(529));

        Assert.That(troubles.Refusal, Does.Contain("failed 4 times in a row (HTTP 529)"));
    }

    [Test]
    public void A_success_between_them_begins_the_count_again()
    {
        var troubles = new ProviderTroubles(maxRetries: 0);
        troubles.Observe(Call(500));
        troubles.Observe(Call(200));
        troubles.Observe(Call(500));

        Assert.That(troubles.Refusal, Is.Null);
    }

    [Test]
    public void Our_own_refusal_does_not_hide_what_went_wrong()
    {
        var troubles = new ProviderTroubles(maxRetries: 0);
        troubles.Observe(Call(429));
        troubles.Observe(Call(429));
        troubles.Observe(Call(403));

        Assert.That(troubles.Reason, Is.EqualTo(ReasonCode.ProviderRateLimited));
    }

    [TestCase(401, ReasonCode.ProviderKeyRejected)]
    [TestCase(402, ReasonCode.ProviderOutOfCredit)]
    [TestCase(403, ReasonCode.ProviderForbidden)]
    [TestCase(429, ReasonCode.ProviderRateLimited)]
    [TestCase(500, ReasonCode.ProviderError)]
    [TestCase(502, ReasonCode.ProviderUnreachable)]
    [TestCase(529, ReasonCode.ProviderOverloaded)]
    [TestCase(422, ReasonCode.ProviderRefusedRequest)]
    public void The_last_failure_has_its_reason(int status, ReasonCode reason)
    {
        var troubles = new ProviderTroubles(maxRetries: 3);
        troubles.Observe(Call(status));

        Assert.That(troubles.Reason, Is.EqualTo(reason));
    }

    [Test]
    public void An_answer_that_broke_off_is_a_failure_whatever_its_status_was()
    {
        var troubles = new ProviderTroubles(maxRetries: 0);
        troubles.Observe(Call(200) with { Cut = true });
        troubles.Observe(Call(200) with { Cut = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(troubles.Reason, Is.EqualTo(ReasonCode.ProviderStreamCut));
            Assert.That(troubles.Refusal, Does.Contain("broke off"));
        }
    }

    [Test]
    public void Another_turn_has_its_attempts_again()
    {
        var troubles = new ProviderTroubles(maxRetries: 0);
        troubles.Observe(Call(500));
        troubles.Observe(Call(500));

        troubles.Reset();

        Assert.That((troubles.Refusal, troubles.Reason), Is.EqualTo(((string?)null, (ReasonCode?)null)));
    }

    private static ModelCallEvent Call(int status) => new("openai", "gpt-5.4", status, 0, 0, 0, 0, 0, 1, null);
}
