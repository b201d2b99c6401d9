using Microsoft.Extensions.Options;
using Moq;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Steps;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Intake;

internal sealed class HarnessSelectorTests
{
    private static readonly HarnessCatalog Harnesses = new(
    [
        Harness("claude", "Claude Code", "claude-sonnet-4-5", "anthropic"),
        Harness("codex", "Codex", "gpt-5.5", "openai"),
    ]);

    [Test]
    public void Nothing_said_gives_the_default_and_nobody_named_it() =>
        AssertChoice(Select(RunOptions.None, new RunDefaults()), "claude", "anthropic", "claude-sonnet-4-5", isNamed: false);

    [Test]
    public void The_channel_s_harness_and_model_are_no_person_s() =>
        AssertChoice(Select(RunOptions.None, new RunDefaults { Harness = "codex", Model = "gpt-5.4" }), "codex", "openai", "gpt-5.4", isNamed: false);

    [Test]
    public void Who_names_a_harness_named_the_agent() =>
        AssertChoice(Select(new RunOptions { Harness = "codex" }, new RunDefaults()), "codex", "openai", "gpt-5.5", isNamed: true);

    [Test]
    public void Who_names_a_model_named_the_agent() =>
        AssertChoice(Select(new RunOptions { Model = "opus" }, new RunDefaults()), "claude", "anthropic", "claude-opus-5-5", isNamed: true);

    [Test]
    public void The_channel_s_model_does_not_follow_to_another_harness() =>
        AssertChoice(Select(new RunOptions { Harness = "codex" }, new RunDefaults { Model = "opus" }), "codex", "openai", "gpt-5.5", isNamed: true);

    [Test]
    public void The_channel_s_model_stays_with_the_channel_s_harness() =>
        AssertChoice(Select(new RunOptions { Harness = "claude" }, new RunDefaults { Model = "opus" }), "claude", "anthropic", "claude-opus-5-5", isNamed: true);

    [Test]
    public void A_channel_s_model_that_cannot_be_used_gives_way_with_a_note()
    {
        var selection = Select(RunOptions.None, new RunDefaults { Model = "gpt-5.5" });

        AssertChoice(selection, "claude", "anthropic", "claude-sonnet-4-5", isNamed: false);
        Assert.That(selection.Choice!.Note, Does.StartWith("Channel default names a model that cannot be used: Claude Code cannot use"));
    }

    [Test]
    public void A_setting_that_can_be_followed_needs_no_note() =>
        Assert.That(Select(RunOptions.None, new RunDefaults { Harness = "codex", Model = "gpt-5.4" }).Choice!.Note, Is.Null);

    [Test]
    public void A_model_that_cannot_be_used_is_refused_with_the_next_step()
    {
        var selection = Select(new RunOptions { Model = "gpt-5.5" }, new RunDefaults());

        Assert.That((selection.Choice, selection.NextStep), Is.EqualTo(((HarnessChoice?)null, "Add harness=codex, or leave model= out.")));
    }

    [Test]
    public void A_harness_that_is_none_is_refused_with_those_that_are()
    {
        var selection = Select(new RunOptions { Harness = "emacs" }, new RunDefaults());

        Assert.That((selection.Choice, selection.NextStep), Is.EqualTo(((HarnessChoice?)null, "Use one of: claude, codex.")));
    }

    [Test]
    public void A_channel_s_harness_that_was_taken_out_gives_way_with_its_model_and_a_note()
    {
        var selection = Select(RunOptions.None, new RunDefaults { Harness = "emacs", Model = "opus" });

        AssertChoice(selection, "claude", "anthropic", "claude-sonnet-4-5", isNamed: false);
        Assert.That(selection.Choice!.Note, Does.StartWith("Channel default names the agent “emacs”, which is not here any more."));
    }

    [TestCase("claude", "anthropic", new[] { "anthropic" })]
    [TestCase("codex", "openai", new[] { "openai" })]
    [TestCase("taken-out", "gemini", new[] { "gemini" })]
    public void A_run_may_use_the_providers_of_its_harness(string harness, string provider, string[] may)
    {
        var run = Some.Run() with { Harness = harness, Provider = provider };

        Assert.That(new RunProviders(Harnesses, Models()).Of(run), Is.EqualTo(may));
    }

    private static void AssertChoice(HarnessSelection selection, string harness, string provider, string model, bool isNamed) =>
        Assert.That(
            (selection.Choice?.Harness.Name, selection.Choice?.Provider, selection.Choice?.Model, selection.Choice?.IsNamed),
            Is.EqualTo(((string?)harness, (string?)provider, (string?)model, (bool?)isNamed)),
            selection.Sentence);

    private static HarnessSelection Select(RunOptions asked, RunDefaults channel) =>
        new HarnessSelector(Harnesses, Models(), Options.Create(new HarnessOptions())).Select(asked, new DefaultLayers(new RunDefaults(), new RunDefaults(), channel, new RunDefaults()));

    private static ModelSelector Models() => new(new ModelCatalog(Options.Create(new ModelOptions())), new FakeProviders(), Harnesses);

    private static IHarness Harness(string name, string displayName, string model, params string[] providers) =>
        Mock.Of<IHarness>(harness => harness.Name == name && harness.DisplayName == displayName && harness.DefaultModel == model
            && harness.Providers == providers && harness.Aliases == Array.Empty<string>());
}
