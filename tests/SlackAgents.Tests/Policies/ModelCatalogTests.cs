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
    [TestCase("claude-opus-5-5", 4 + 0.20 + 5 + 20)]
    [TestCase("claude-opus-5", 5 + 0.5 + 6.25 + 25)]
    [TestCase("gpt-5.4-mini-2026-03-17", 0.75 + 0.075 + 0.75 + 4.5)]
    [TestCase("gemini-2.5-flash", 0.30 + 0.03 + 0.30 + 2.5)]
    public void A_known_model_has_its_price(string model, double dollars) =>
        Assert.That(Catalog().CostOf(ProviderOf(model), model, Million), Is.EqualTo(new ModelCost((decimal)dollars, IsEstimate: false)));

    [TestCase("openai", "gpt-5.4", 272_000, 2.5)]
    [TestCase("openai", "gpt-5.4", 272_001, 5)]
    [TestCase("gemini", "gemini-2.5-pro", 200_001, 2.5)]
    [TestCase("anthropic", "claude-sonnet-4-5", 900_000, 3)]
    public void A_long_context_costs_what_the_vendor_takes_for_it(string provider, string model, long input, double perMillion) =>
        Assert.That(Catalog().CostOf(provider, model, new ModelUsage(1, input - 1, 0, 0)).Usd, Is.EqualTo(Price(input, perMillion)).Within(0.0000001m));

    [Test]
    public void Output_after_a_long_context_costs_half_as_much_again() =>
        Assert.That(
            Catalog().CostOf("openai", "gpt-5.4", new ModelUsage(300_000, 0, 0, 1000)).Usd,
            Is.EqualTo((300_000 * 5m / 1_000_000) + (1000 * 22.5m / 1_000_000)));

    [TestCase("claude-next")]
    [TestCase(null)]
    public void An_unknown_model_costs_the_dearest_known_price_of_its_provider(string? model) =>
        Assert.That(Catalog().CostOf("anthropic", model, Million), Is.EqualTo(new ModelCost(110.25m, IsEstimate: true)));

    [Test]
    public void A_provider_without_any_price_is_not_free() =>
        Assert.That(Catalog().CostOf("mine", "gpt", Million).Usd, Is.EqualTo((60 + 60 + 60 + 270) * 1m));

    [Test]
    public void Every_alias_and_every_default_is_a_model_of_the_list()
    {
        var catalog = Catalog();
        var words = catalog.Aliases.Select(catalog.Resolve).Select(target => target.Split('/', 2));

        Assert.That(words.Where(target => catalog.Find(target[0], target[1]) is not { IsModel: true }), Is.Empty);
        Assert.That(new[] { "anthropic", "openai", "gemini" }.Select(catalog.DefaultOf), Is.EqualTo(new[] { "claude-sonnet-5", "gpt-6-sol", "gemini-2.5-pro" }));
        Assert.That(catalog.DefaultOf("mine"), Is.Null);
    }

    [Test]
    public void Beginnings_of_names_are_not_offered_as_models() =>
        Assert.That(Catalog().NamesOf("anthropic"), Has.Member("claude-sonnet-4-5").And.No.Member("claude-sonnet").And.No.Member("claude-opus"));

    [Test]
    public void The_operator_s_default_and_words_come_first()
    {
        var options = new ModelOptions();
        options.Prices.Add(new ModelPrice { Provider = "openai", Id = "own-model", Default = true });
        options.Aliases["gpt"] = "own-model";
        var catalog = new ModelCatalog(Options.Create(options));

        Assert.That((catalog.DefaultOf("openai"), catalog.Resolve("GPT"), catalog.Resolve("what")), Is.EqualTo(("own-model", "own-model", "what")));
    }

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
        options.Aliases["a/b"] = "x";
        options.Aliases["c"] = "";

        var result = new ModelOptionsValidator().Validate(null, options);

        Assert.That(result.Failures, Has.Some.StartWith("Models:0:InputPerMillion").And.Some.StartWith("Models:1:Provider").And.Some.StartWith("Models:1:Id")
            .And.Some.StartWith("Models:Aliases:a/b").And.Some.StartWith("Models:Aliases:c"));
    }

    private static string ProviderOf(string model) => model.Split('-')[0] switch
    {
        "gpt" => "openai",
        "gemini" => "gemini",
        _ => "anthropic",
    };

    // One token of input, the rest cached at a tenth.
    private static decimal Price(long input, double perMillion) =>
        (((decimal)perMillion) + ((input - 1) * (decimal)perMillion / 10)) / 1_000_000m;

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
