using SlackAgents.Core.Intake.Settings;

namespace SlackAgents.Tests.Intake.RepositoryChoices;

internal sealed class RoutingOptionsTests
{
    [TestCase("acme/shop", "checkout", null)]
    [TestCase("shop", "checkout", "Defaults:Routing:0:Repository is 'shop', but has to be owner/name.")]
    [TestCase("acme/shop", " ", "Defaults:Routing:0:Words has to hold at least one word, and no empty one.")]
    [TestCase("acme/shop", null, "Defaults:Routing:0:Words has to hold at least one word, and no empty one.")]
    public void A_rule_that_could_never_match_is_found_at_the_start(string repository, string? word, string? error)
    {
        var rule = new RoutingRule { Repository = repository };
        if (word is not null)
        {
            rule.Words.Add(word);
        }

        var options = new DefaultsOptions();
        options.Routing.Add(rule);

        Assert.That(new DefaultsOptionsValidator().Validate(null, options).FailureMessage, Is.EqualTo(error));
    }
}
