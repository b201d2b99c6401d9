using SlackAgents.Core.Policies;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class ProvidersOptionsValidatorTests
{
    [Test]
    public void All_errors_are_told_at_once_with_their_keys_and_without_the_values()
    {
        var options = new ProvidersOptions();
        options.OpenAI.BaseUrl = "api.openai.com";
        options.Gemini.ApiKey = "two words";
        options.Compatible["Groq"] = new CompatibleOptions { BaseUrl = "http://x" };
        options.Compatible["openai"] = new CompatibleOptions { BaseUrl = "http://x" };
        options.Compatible["mine"] = new CompatibleOptions { BaseUrl = "http://user:secret-word@x", ApiKey = "secret\nword", Api = (CompatibleApi)8 };

        var failures = new ProvidersOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.That(failures.Select(failure => failure.Split(' ')[0].TrimEnd(':')), Is.EquivalentTo(new[]
        {
            "Providers:OpenAI:BaseUrl", "Providers:Gemini:ApiKey", "Providers:Compatible:Groq", "Providers:Compatible:openai",
            "Providers:Compatible:mine:Api", "Providers:Compatible:mine:BaseUrl", "Providers:Compatible:mine:ApiKey",
        }));
        Assert.That(string.Join('\n', failures), Does.Not.Contain("secret").And.Not.Contain("two words"));
    }

    [Test]
    public void What_can_work_passes()
    {
        var options = new ProvidersOptions();
        options.Compatible["my-groq-2"] = new CompatibleOptions { BaseUrl = "https://x/openai/v1", ApiKey = "k", Api = CompatibleApi.Both };

        Assert.That(new ProvidersOptionsValidator().Validate(null, options).Succeeded, Is.True);
    }
}
