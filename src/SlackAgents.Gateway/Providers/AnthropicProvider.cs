using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Providers;

/// <summary>The Messages API (docs.claude.com/en/api/messages).</summary>
internal sealed class AnthropicProvider(IOptions<ProvidersOptions> options, IOptions<GatewayOptions> gateway) : IModelProvider
{
    private const string Version = "anthropic-version";

    public string Name => "anthropic";

    public string DisplayName => "Anthropic";

    public ProviderOptions Options => options.Value.Anthropic;

    public string KeySetting => "Providers:Anthropic:ApiKey";

    public string RequestIdHeader => "request-id";

    public string AddressOf(string path, string query) => ProviderAddress.Join(Options.BaseUrl, path) + query;

    public ModelOperation? Find(string method, string path) => (method, path) switch
    {
        ("POST", "/v1/messages") => ModelOperation.Generate,
        ("POST", "/v1/messages/count_tokens") => ModelOperation.Count,
        ("GET", "/v1/models") => ModelOperation.List,
        ("GET", _) when path.StartsWith("/v1/models/", StringComparison.Ordinal) && !path["/v1/models/".Length..].Contains('/', StringComparison.Ordinal) => ModelOperation.List,
        _ => null,
    };

    public void PutKeyIn(HttpRequestHeaders headers, string key)
    {
        headers.TryAddWithoutValidation("x-api-key", key);
        if (!headers.Contains(Version))
        {
            // The API refuses requests without one (docs.claude.com/en/api/versioning); clients that know theirs say it.
            headers.TryAddWithoutValidation(Version, "2023-06-01");
        }
    }

    public IRequestGuard CreateGuard(string path) => new AnthropicRequestGuard(gateway.Value.AllowProviderWebTools);

    public IUsageMeter CreateMeter(string path, bool isStream) => new AnthropicMeter(isStream);

    public byte[] Error(int status, string sentence) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "error",
        error = new { type = TypeOf(status), message = sentence },
    });

    // docs.claude.com/en/api/errors
    private static string TypeOf(int status) => status switch
    {
        400 or 415 => "invalid_request_error",
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        _ => "api_error",
    };
}
