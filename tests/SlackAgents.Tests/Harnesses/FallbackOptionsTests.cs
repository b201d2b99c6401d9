using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Harnesses;

internal sealed class FallbackOptionsTests
{
    [TestCase(null, null)]
    [TestCase("claude-code", null)]
    [TestCase("claude", "claude-opus-4-1")]
    public void A_fall_back_that_is_known_or_none_is_fine(string? harness, string? model) =>
        Assert.That(Validate(harness, model).Succeeded, Is.True);

    [TestCase("cluade", null, "Harnesses:Fallback:Harness is 'cluade', which is no harness. Known: claude.")]
    [TestCase(null, "gpt-5.5", "Harnesses:Fallback:Model is set, but Harnesses:Fallback:Harness is not.")]
    public void One_that_could_never_work_is_named_at_the_start(string? harness, string? model, string error) =>
        Assert.That(Validate(harness, model).Failures, Is.EqualTo(new[] { error }));

    private static ValidateOptionsResult Validate(string? harness, string? model)
    {
        var options = new HarnessOptions { Fallback = new FallbackOptions { Harness = harness, Model = model } };
        return new HarnessOptionsValidator(() => [new ClaudeCodeHarness(Options.Create(options))]).Validate(null, options);
    }
}
