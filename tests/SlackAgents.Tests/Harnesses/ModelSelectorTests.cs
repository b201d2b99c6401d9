using Microsoft.Extensions.Options;
using Moq;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Harnesses;

internal sealed class ModelSelectorTests
{
    private static readonly IHarness Claude = Harness("claude", "Claude Code", "claude-sonnet-4-5", CompatibleApi.None, "anthropic");
    private static readonly IHarness Codex = Harness("codex", "Codex", "gpt-5.5", CompatibleApi.Responses, "openai");
    private static readonly IHarness OpenCode = Harness("opencode", "OpenCode", "anthropic/claude-sonnet-4-5", CompatibleApi.Chat, "anthropic", "openai", "gemini");

    private FakeProviders _providers = null!;
    private ModelOptions _options = null!;

    [SetUp]
    public void Start() => (_providers, _options) = (new FakeProviders(), new ModelOptions());

    [TestCase("sonnet", "anthropic", "claude-sonnet-5")]
    [TestCase("OPUS", "anthropic", "claude-opus-5-5")]
    [TestCase("claude-sonnet-4-5-20250929", "anthropic", "claude-sonnet-4-5-20250929")]
    [TestCase("anthropic/claude-haiku-4-5", "anthropic", "claude-haiku-4-5")]
    public void A_word_an_id_or_both_with_the_provider_find_the_model(string typed, string provider, string model) =>
        Assert.That(Selector().Select(Claude, typed), Is.EqualTo(new ModelSelection.Selected(provider, model)));

    [TestCase("gpt-5.5", "openai", "gpt-5.5")]
    [TestCase("gemini-pro", "gemini", "gemini-3.1-pro-preview")]
    [TestCase("OpenAI/gpt-5.4-mini", "openai", "gpt-5.4-mini")]
    public void A_harness_of_several_providers_takes_the_one_whose_model_it_is(string typed, string provider, string model) =>
        Assert.That(Selector().Select(OpenCode, typed), Is.EqualTo(new ModelSelection.Selected(provider, model)));

    [Test]
    public void A_model_of_a_provider_that_the_harness_does_not_speak_names_one_that_does()
    {
        var refused = Refusal(Claude, "gpt-5.5");

        Assert.That(refused.Code, Is.EqualTo(ReasonCode.ModelUnknown));
        Assert.That(refused.Sentence, Is.EqualTo("Claude Code cannot use “gpt-5.5”, a model of OpenAI."));
        Assert.That(refused.NextStep, Is.EqualTo("Add harness=codex or harness=opencode, or leave model= out."));
    }

    [Test]
    public void A_model_that_no_harness_here_can_use_names_the_providers_of_this_one()
    {
        Assert.That(
            Refusal(Claude, "gpt-5.5", new HarnessCatalog([Claude])).NextStep,
            Is.EqualTo("Name a model of Anthropic, or leave model= out."));
    }

    [TestCase("claude-sonet-4-5", "claude-sonnet-4-5")]
    [TestCase("sonet", "sonnet")]
    [TestCase("anthropic/claude-sonnet5", "claude-sonnet-5")]
    public void An_unknown_model_is_refused_with_what_was_probably_meant(string typed, string meant)
    {
        var refused = Refusal(Claude, typed);

        Assert.That(refused.Code, Is.EqualTo(ReasonCode.ModelUnknown));
        Assert.That(refused.Sentence, Does.StartWith($"There is no model “{typed}”").And.Contain($"“{meant}”"));
        Assert.That(refused.NextStep, Does.Contain("sonnet").And.Not.Contain("gpt").And.EndWith("An operator can add it to Models."));
    }

    [TestCase("nothing-like-it-at-all")]
    [TestCase("/")]
    [TestCase("anthropic/")]
    public void An_unknown_model_that_is_like_none_is_refused_without_a_guess(string typed) =>
        Assert.That(Refusal(Claude, typed).Sentence, Does.Not.Contain("Did you mean"));

    [Test]
    public void An_alias_that_leads_nowhere_is_refused()
    {
        _options.Aliases["fast"] = "anthropic/no-such-model";

        Assert.That(Refusal(Claude, "fast").NextStep, Does.Not.Contain("fast"));
    }

    [Test]
    public void A_provider_without_a_key_names_the_setting()
    {
        _providers.LeaveKeysOf("anthropic");

        var refused = Refusal(Codex, "gpt");

        Assert.That(refused.Code, Is.EqualTo(ReasonCode.ProviderNotConfigured));
        Assert.That(refused.Sentence, Is.EqualTo("There is no key for OpenAI here."));
        Assert.That(refused.NextStep, Does.Contain("Providers:OpenAI:ApiKey"));
    }

    [Test]
    public void The_operator_s_words_and_models_come_first()
    {
        _options.Aliases["sonnet"] = "my-model";
        _options.Prices.Add(new ModelPrice { Provider = "anthropic", Id = "my-model" });

        Assert.That(Selector().Select(Claude, "sonnet"), Is.EqualTo(new ModelSelection.Selected("anthropic", "my-model")));
    }

    [Test]
    public void A_compatible_provider_serves_the_harness_that_speaks_its_api()
    {
        _providers.All = [.. _providers.All, new ModelProvider("groq", "groq", "Providers:Compatible:groq:ApiKey", HasKey: true, CompatibleApi.Chat)];
        _options.Prices.Add(new ModelPrice { Provider = "groq", Id = "vendor/big-model*" });

        Assert.That(Selector().Select(OpenCode, "groq/vendor/big-model-1"), Is.EqualTo(new ModelSelection.Selected("groq", "vendor/big-model-1")));
        Assert.That(Selector().Select(OpenCode, "vendor/big-model"), Is.EqualTo(new ModelSelection.Selected("groq", "vendor/big-model")));
        Assert.That(Refusal(Codex, "groq/vendor/big-model").NextStep, Does.StartWith("Add harness=opencode"));
    }

    [Test]
    public void Of_two_providers_with_the_same_model_the_one_with_a_key_is_taken()
    {
        _options.Prices.Add(new ModelPrice { Provider = "gemini", Id = "gpt-5.5" });

        Assert.That(Selector().Select(OpenCode, "gpt-5.5"), Is.EqualTo(new ModelSelection.Selected("openai", "gpt-5.5")));
        _providers.LeaveKeysOf("gemini");
        Assert.That(Selector().Select(OpenCode, "gpt-5.5"), Is.EqualTo(new ModelSelection.Selected("gemini", "gpt-5.5")));
    }

    [Test]
    public void The_default_is_the_harness_s_own_while_its_provider_has_a_key() =>
        Assert.That(Selector().SelectDefault(OpenCode), Is.EqualTo(new ModelSelection.Selected("anthropic", "claude-sonnet-4-5")));

    [TestCase("openai", "openai", "gpt-6-sol")]
    [TestCase("gemini", "gemini", "gemini-2.5-pro")]
    public void The_default_moves_to_a_provider_that_has_a_key(string key, string provider, string model)
    {
        _providers.LeaveKeysOf(key);

        Assert.That(Selector().SelectDefault(OpenCode), Is.EqualTo(new ModelSelection.Selected(provider, model)));
    }

    [Test]
    public void Without_any_key_the_default_says_which_one_is_missing()
    {
        _providers.LeaveKeysOf();

        Assert.That(((ModelSelection.Refused)Selector().SelectDefault(OpenCode)).NextStep, Does.Contain("Providers:Anthropic:ApiKey"));
    }

    [Test]
    public void The_providers_of_a_harness_come_in_its_order() =>
        Assert.That(Selector().ProvidersOf(OpenCode).Select(provider => provider.Name), Is.EqualTo(new[] { "anthropic", "openai", "gemini" }));

    private ModelSelection.Refused Refusal(IHarness harness, string typed, HarnessCatalog? harnesses = null) =>
        (ModelSelection.Refused)Selector(harnesses).Select(harness, typed);

    private ModelSelector Selector(HarnessCatalog? harnesses = null) =>
        new(new ModelCatalog(Options.Create(_options)), _providers, harnesses ?? new HarnessCatalog([Claude, Codex, OpenCode]));

    private static IHarness Harness(string name, string displayName, string model, CompatibleApi compatible, params string[] providers) =>
        Mock.Of<IHarness>(harness => harness.Name == name && harness.DisplayName == displayName && harness.DefaultModel == model
            && harness.Compatible == compatible && harness.Providers == providers && harness.Aliases == Array.Empty<string>());
}
