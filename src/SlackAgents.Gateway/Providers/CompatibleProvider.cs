using System.Net.Http.Headers;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>A provider of the operator's own choice that speaks an API of OpenAI's: a company's proxy, a local server, another vendor.</summary>
internal sealed class CompatibleProvider(string name, CompatibleOptions options, bool allowWebTools) : IModelProvider
{
    public string Name => name;

    public string DisplayName => name;

    public ProviderOptions Options => options;

    public CompatibleApi Api => options.Api;

    public string KeySetting => $"Providers:Compatible:{name}:ApiKey";

    public string RequestIdHeader => "x-request-id";

    public string AddressOf(string path, string query) => ProviderAddress.JoinCompatible(Options.BaseUrl, path) + query;

    public ModelOperation? Find(string method, string path) =>
        OpenAIApi.Find(method, path, responses: Api.HasFlag(CompatibleApi.Responses), chat: Api.HasFlag(CompatibleApi.Chat));

    public void PutKeyIn(HttpRequestHeaders headers, string key) => OpenAIApi.PutKeyIn(headers, key);

    public IRequestGuard CreateGuard(string path) => OpenAIApi.CreateGuard(path, allowWebTools);

    public IUsageMeter CreateMeter(string path, bool isStream) => OpenAIApi.CreateMeter(path, isStream);

    public byte[] Error(int status, string sentence) => OpenAIApi.Error(status, sentence);
}
