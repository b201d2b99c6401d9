using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Gateway;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

/// <summary>Which paths are open, and where they lead.</summary>
internal sealed class ProviderPathTests
{
    [TestCase("POST", "/v1/responses", true)]
    [TestCase("POST", "/v1/responses/compact", true)]
    [TestCase("POST", "/v1/responses/input_tokens", true)]
    [TestCase("POST", "/v1/chat/completions", true)]
    [TestCase("GET", "/v1/models", true)]
    [TestCase("GET", "/v1/models/gpt-5.4", true)]
    [TestCase("GET", "/v1/responses", false)]
    [TestCase("GET", "/v1/responses/resp_1", false)]
    [TestCase("DELETE", "/v1/models/gpt-5.4", false)]
    [TestCase("POST", "/v1/files", false)]
    [TestCase("POST", "/v1/embeddings", false)]
    [TestCase("POST", "/v1/images/generations", false)]
    [TestCase("POST", "/v1/batches", false)]
    [TestCase("POST", "/v1/completions", false)]
    [TestCase("POST", "/v1/RESPONSES", false)]
    [TestCase("GET", "/v1/organization/costs", false)]
    public void OpenAI_is_open_for_what_agents_need(string method, string path, bool isOpen) =>
        Assert.That(new OpenAIProvider(All(), Gateway()).Find(method, path) is not null, Is.EqualTo(isOpen));

    [TestCase("POST", "/v1beta/models/gemini-2.5-pro:generateContent", ModelOperation.Generate)]
    [TestCase("POST", "/v1beta/models/gemini-2.5-pro:streamGenerateContent", ModelOperation.Generate)]
    [TestCase("POST", "/v1beta/models/gemini-2.5-pro:countTokens", ModelOperation.Count)]
    [TestCase("GET", "/v1beta/models", ModelOperation.List)]
    [TestCase("GET", "/v1beta/models/gemini-2.5-pro", ModelOperation.List)]
    [TestCase("POST", "/v1beta/models/gemini-2.5-pro:batchGenerateContent", null)]
    [TestCase("POST", "/v1beta/models/x/y:generateContent", null)]
    [TestCase("POST", "/v1beta/models/:generateContent", null)]
    [TestCase("POST", "/v1beta/models/x:y:generateContent", null)]
    [TestCase("GET", "/v1beta/models/x:generateContent", null)]
    [TestCase("POST", "/v1beta/cachedContents", null)]
    [TestCase("POST", "/upload/v1beta/files", null)]
    [TestCase("POST", "/v1/models/x:generateContent", null)]
    public void Gemini_is_open_for_what_agents_need(string method, string path, object? operation) =>
        Assert.That(new GeminiProvider(All(), Gateway()).Find(method, path), Is.EqualTo((ModelOperation?)operation));

    [TestCase(CompatibleApi.Chat, true, false)]
    [TestCase(CompatibleApi.Responses, false, true)]
    [TestCase(CompatibleApi.Both, true, true)]
    public void A_compatible_provider_is_open_for_what_it_speaks(CompatibleApi api, bool chat, bool responses)
    {
        var provider = new CompatibleProvider("x", new CompatibleOptions { BaseUrl = "http://x", Api = api }, allowWebTools: false);

        Assert.That((provider.Find("POST", "/v1/chat/completions") is not null, provider.Find("POST", "/v1/responses") is not null), Is.EqualTo((chat, responses)));
    }

    [TestCase("https://api.openai.com", "https://api.openai.com/v1/responses")]
    [TestCase("https://api.openai.com/v1", "https://api.openai.com/v1/responses")]
    [TestCase("https://api.openai.com/v1/", "https://api.openai.com/v1/responses")]
    [TestCase("https://proxy/openai", "https://proxy/openai/v1/responses")]
    public void The_version_is_in_the_address_once(string baseUrl, string expected) =>
        Assert.That(ProviderAddress.Join(baseUrl, "/v1/responses"), Is.EqualTo(expected));

    [TestCase("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/chat/completions")]
    [TestCase("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1/chat/completions")]
    [TestCase("https://host/api/v1", "https://host/api/v1/chat/completions")]
    [TestCase("https://host/v1beta/openai/", "https://host/v1beta/openai/chat/completions")]
    [TestCase("https://host/paas/v4", "https://host/paas/v4/chat/completions")]
    public void The_base_of_a_compatible_provider_is_what_its_clients_are_told(string baseUrl, string expected) =>
        Assert.That(ProviderAddress.JoinCompatible(baseUrl, "/v1/chat/completions"), Is.EqualTo(expected));

    [TestCase("?alt=sse", "?alt=sse")]
    [TestCase("?key=placeholder&alt=sse", "?alt=sse")]
    [TestCase("?alt=proto&fields=candidates&%24fields=x&access_token=y", "")]
    [TestCase("?pageSize=5&pageToken=a%26key%3Db", "?pageSize=5&pageToken=a%26key%3Db")]
    [TestCase("?ALT=sse&KEY=x", "?alt=sse")]
    [TestCase("", "")]
    public void Of_a_query_to_Gemini_only_what_is_harmless_passes(string query, string expected) =>
        Assert.That(
            new GeminiProvider(All(), Gateway()).AddressOf("/v1beta/models/m:streamGenerateContent", query),
            Is.EqualTo("https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent" + expected));

    private static IOptions<ProvidersOptions> All() => Options.Create(new ProvidersOptions());

    private static IOptions<GatewayOptions> Gateway() => Options.Create(new GatewayOptions());
}
