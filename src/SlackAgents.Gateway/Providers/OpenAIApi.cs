using System.Net.Http.Headers;
using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>The APIs of OpenAI, wherever they are served (platform.openai.com/docs/api-reference).</summary>
internal static class OpenAIApi
{
    private const string Responses = "/v1/responses";
    private const string Compact = "/v1/responses/compact";
    private const string Count = "/v1/responses/input_tokens";
    private const string Chat = "/v1/chat/completions";
    private const string Models = "/v1/models";

    public static ModelOperation? Find(string method, string path, bool responses, bool chat) => (method, path) switch
    {
        ("POST", Responses or Compact) when responses => ModelOperation.Generate,
        ("POST", Count) when responses => ModelOperation.Count,
        ("POST", Chat) when chat => ModelOperation.Generate,
        ("GET", Models) => ModelOperation.List,
        ("GET", _) when path.StartsWith(Models + "/", StringComparison.Ordinal) => ModelOperation.List,
        _ => null,
    };

    public static void PutKeyIn(HttpRequestHeaders headers, string key) => headers.TryAddWithoutValidation("Authorization", "Bearer " + key);

    public static IRequestGuard CreateGuard(string path, bool allowWebTools) =>
        new OpenAIRequestGuard(path == Chat ? OpenAIRequestRules.Chat : OpenAIRequestRules.Responses, allowWebTools);

    public static IUsageMeter CreateMeter(string path, bool isStream) => path == Chat ? new ChatMeter(isStream) : new ResponsesMeter(isStream);

    public static byte[] Error(int status, string sentence) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        error = new { message = sentence, type = TypeOf(status), param = (string?)null, code = CodeOf(status) },
    });

    // platform.openai.com/docs/guides/error-codes
    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string? CodeOf(int status) => status switch
    {
        401 => "invalid_api_key",
        429 => "rate_limit_exceeded",
        _ => null,
    };
}
