using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Providers;

/// <summary>OpenAI itself, by HTTP. Its WebSocket stays closed: it would have to be metered on its own, and clients do without.</summary>
internal sealed class OpenAIProvider(IOptions<ProvidersOptions> options, IOptions<GatewayOptions> gateway) : IModelProvider
{
    public string Name => "openai";

    public string DisplayName => "OpenAI";

    public ProviderOptions Options => options.Value.OpenAI;

    public string KeySetting => "Providers:OpenAI:ApiKey";

    public string RequestIdHeader => "x-request-id";

    public string AddressOf(string path, string query) => ProviderAddress.Join(Options.BaseUrl, path) + query;

    public ModelOperation? Find(string method, string path) => OpenAIApi.Find(method, path, responses: true, chat: true);

    public void PutKeyIn(HttpRequestHeaders headers, string key) => OpenAIApi.PutKeyIn(headers, key);

    public IRequestGuard CreateGuard(string path) => OpenAIApi.CreateGuard(path, gateway.Value.AllowProviderWebTools);

    public IUsageMeter CreateMeter(string path, bool isStream) => OpenAIApi.CreateMeter(path, isStream);

    public byte[] Error(int status, string sentence) => OpenAIApi.Error(status, sentence);
}
