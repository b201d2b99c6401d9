using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Providers;

/// <summary>The Gemini API (ai.google.dev/api).</summary>
internal sealed class GeminiProvider(IOptions<ProvidersOptions> options, IOptions<GatewayOptions> gateway) : IModelProvider
{
    private const string Models = "/v1beta/models";

    /// <summary>Others choose the key, the account, the method, or which part of the answer comes back; usage is part of it (cloud.google.com/apis/docs/system-parameters).</summary>
    private static readonly string[] OpenParameters = ["pageSize", "pageToken"];

    public string Name => "gemini";

    public string DisplayName => "Gemini";

    public ProviderOptions Options => options.Value.Gemini;

    public string KeySetting => "Providers:Gemini:ApiKey";

    public string RequestIdHeader => "x-request-id";

    public string ModelsPath => Models;

    /// <summary>Streams are asked for as events, the one form that is metered as it passes; a client that wants an array gets the array.</summary>
    public string AddressOf(string path, string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        var kept = OpenParameters.Where(parameters.ContainsKey).Select(name => KeyValuePair.Create(name, parameters[name].ToString())).ToList();
        if (parameters.TryGetValue("alt", out var form) && form == "sse")
        {
            kept.Add(KeyValuePair.Create("alt", "sse"));
        }

        return QueryHelpers.AddQueryString(ProviderAddress.Join(Options.BaseUrl, path), kept!);
    }

    public ModelOperation? Find(string method, string path)
    {
        if (method == "GET" && path == Models)
        {
            return ModelOperation.List;
        }

        return path.StartsWith(Models + "/", StringComparison.Ordinal) && path[(Models.Length + 1)..].Split(':') is [{ Length: > 0 } model, .. var verb] && !model.Contains('/', StringComparison.Ordinal)
            ? (method, verb) switch
            {
                ("GET", []) => ModelOperation.List,
                ("POST", ["generateContent" or "streamGenerateContent"]) => ModelOperation.Generate,
                ("POST", ["countTokens"]) => ModelOperation.Count,
                _ => null,
            }
            : null;
    }

    public void PutKeyIn(HttpRequestHeaders headers, string key) => headers.TryAddWithoutValidation("x-goog-api-key", key);

    public IRequestGuard CreateGuard(string path) => new GeminiRequestGuard(ModelIn(path), gateway.Value.AllowProviderWebTools);

    public IUsageMeter CreateMeter(string path, bool isStream) => new GeminiMeter(isStream);

    public byte[] Error(int status, string sentence) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        error = new { code = status, message = sentence, status = StatusOf(status) },
    });

    private static string? ModelIn(string path) =>
        path.StartsWith(Models + "/", StringComparison.Ordinal) ? path[(Models.Length + 1)..].Split(':')[0] : null;

    // cloud.google.com/apis/design/errors
    private static string StatusOf(int status) => status switch
    {
        400 or 413 or 415 or 426 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        502 or 503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
}
