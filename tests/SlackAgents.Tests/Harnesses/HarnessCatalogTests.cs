using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Harnesses;

public sealed class HarnessCatalogTests
{
    [TestCase("claude")]
    [TestCase("Claude-Code")]
    [TestCase(" claudecode ")]
    public void A_harness_is_found_by_name_and_alias_in_any_case(string word)
    {
        using var services = Services();

        Assert.That(services.GetRequiredService<HarnessCatalog>().Find(word)?.Name, Is.EqualTo("claude"));
    }

    [Test]
    public void An_unknown_word_finds_nothing_and_a_near_one_is_suggested()
    {
        using var services = Services();
        var catalog = services.GetRequiredService<HarnessCatalog>();

        Assert.That(catalog.Find("cluade"), Is.Null);
        Assert.That(catalog.Suggest("cluade"), Is.EqualTo(new[] { "claude" }));
        Assert.That(catalog.Suggest("emacs"), Is.Empty);
    }

    [Test]
    public void The_grammar_knows_the_registered_harnesses()
    {
        using var services = Services();

        var command = new CommandGrammar(services.GetRequiredService<HarnessCatalog>().Words).Parse("harness=claude-code fix it");

        Assert.That(command, Is.EqualTo(new AgentCommand.Run("fix it", new RunOptions { Harness = "claude" }, 0)));
    }

    [Test]
    public void All_wrong_options_are_named_at_once()
    {
        using var services = Services(options =>
        {
            options.Default = "emacs";
            options.Claude.MaxRetries = -1;
            options.Claude.Model = "a b";
        });

        var failures = Assert.Throws<OptionsValidationException>(() => _ = services.GetRequiredService<IOptions<HarnessOptions>>().Value)!.Failures;

        Assert.That(failures, Has.Some.Contains("Harnesses:Default").And.Some.Contains("Harnesses:Claude:MaxRetries").And.Some.Contains("Harnesses:Claude:Model"));
    }

    private static ServiceProvider Services(Action<HarnessOptions>? configure = null) => new ServiceCollection()
        .AddSingleton<IModelProviders>(new FakeProviders())
        .AddHarnesses()
        .Configure(configure ?? (_ => { }))
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
