using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;

namespace SlackAgents.Tests.Policies;

internal sealed class ModelCatalogTests
{
    private static readonly ModelUsage Million = new(1_000_000, 1_000_000, 1_000_000, 1_000_000);

    [TestCase("claude-sonnet-4-5-20250929", 3 + 0.30 + 3.75 + 15)]
    [TestCase("claude-opus-4-1-20250805", 15 + 1.5 + 18.75 + 75)]
    [TestCase("claude-opus-4-5-20251101", 5 + 0.5 + 6.25 + 25)]
    [TestCase("claude-haiku-4-5", 1 + 0.10 + 1.25 + 5)]
    public void A_known_model_has_its_price(string model, double dollars) =>
        Assert.That(Catalog().CostOf("anthropic", model, Million), Is.EqualTo(new ModelCost((decimal)dollars, IsEstimate: false)));

    [TestCase("claude-next")]
    [TestCase(null)]
    public void An_unknown_model_costs_the_dearest_known_price(string? model) =>
        Assert.That(Catalog().CostOf("anthropic", model, Million), Is.EqualTo(new ModelCost(110.25m, IsEstimate: true)));

    [Test]
    public void A_provider_without_any_price_is_not_free() =>
        Assert.That(Catalog().CostOf("openai", "gpt", Million).Usd, Is.EqualTo(110.25m));

    [Test]
    public void The_operator_s_price_comes_first_and_the_longest_id_wins()
    {
        var catalog = Catalog(
            new ModelPrice { Provider = "anthropic", Id = "claude-*", InputPerMillion = 1 },
            new ModelPrice { Provider = "anthropic", Id = "claude-sonnet-4-5", InputPerMillion = 2 });

        Assert.That(catalog.CostOf("anthropic", "claude-sonnet-4-5", new ModelUsage(1, 0, 0, 0)).Usd, Is.EqualTo(0.000002m));
        Assert.That(catalog.CostOf("anthropic", "claude-opus-4", new ModelUsage(1, 0, 0, 0)).Usd, Is.EqualTo(0.000001m));
    }

    [Test]
    public void All_errors_of_the_list_are_told_at_once_with_their_keys()
    {
        var options = new ModelOptions();
        options.Prices.Add(new ModelPrice { Provider = "anthropic", Id = "x", InputPerMillion = -1 });
        options.Prices.Add(new ModelPrice());

        var result = new ModelOptionsValidator().Validate(null, options);

        Assert.That(result.Failures, Has.Some.StartWith("Models:0:InputPerMillion").And.Some.StartWith("Models:1:Provider").And.Some.StartWith("Models:1:Id"));
    }

    private static ModelCatalog Catalog(params ModelPrice[] prices)
    {
        var options = new ModelOptions();
        foreach (var price in prices)
        {
            options.Prices.Add(price);
        }

        return new ModelCatalog(Options.Create(options));
    }
}
