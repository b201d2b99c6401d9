using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SlackAgents.Slack.Api;

/// <summary>
/// Turns an HTTP answer into Slack's JSON or a <see cref="SlackException"/>. Errors come with status 200 and
/// <c>ok:false</c>, limits with 429, and an outage as HTML with any status (docs.slack.dev/apis/web-api).
/// </summary>
internal static class SlackResponseReader
{
    private const int MaxDetailLength = 300;

    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    public static async Task<JsonElement> ReadAsync(SlackMethod method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            throw RateLimited(method, response.Headers);
        }

        var json = await TryParseAsync(response, cancellationToken);
        if (json is null || json.Value.ValueKind is not JsonValueKind.Object)
        {
            throw NoJson(method, status);
        }

        if (json.Value.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True)
        {
            return response.IsSuccessStatusCode ? json.Value : throw NoJson(method, status);
        }

        throw Refused(method, json.Value, response);
    }

    private static async Task<JsonElement?> TryParseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Not JSON: reported by the caller with the status, since an error page's text says less.
            return null;
        }
    }

    private static SlackException RateLimited(SlackMethod method, HttpResponseHeaders headers)
    {
        var pause = headers.RetryAfter?.Delta ?? DefaultRetryAfter;
        var seconds = pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return new SlackException(method.Name, SlackErrorCodes.RateLimited, $"Slack limits the rate of {method.Name}: again in {seconds} s.") { RetryAfter = pause };
    }

    private static SlackException NoJson(SlackMethod method, int status) =>
        status is >= 200 and < 300
            ? new SlackException(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer was not the JSON it promises (status {status}).")
            : new SlackException(method.Name, $"http_{status}", $"{method.Name}: Slack answered with status {status}.");

    private static SlackException Refused(SlackMethod method, JsonElement json, HttpResponseMessage response)
    {
        var code = Text(json, "error") ?? (response.IsSuccessStatusCode ? SlackErrorCodes.InvalidResponse : $"http_{(int)response.StatusCode}");
        var needed = Text(json, "needed");
        var detail = needed is null ? Details(json) : $" The scope {needed} is needed.";
        var limited = code is "ratelimited" or "rate_limited";
        return new SlackException(method.Name, code, $"{method.Name}: Slack answered {code}.{detail}")
        {
            Needed = needed,
            RetryAfter = limited ? response.Headers.RetryAfter?.Delta ?? DefaultRetryAfter : null,
        };
    }

    /// <summary><c>invalid_blocks</c> says where in <c>response_metadata.messages</c>.</summary>
    private static string Details(JsonElement json)
    {
        if (!json.TryGetProperty("response_metadata", out var metadata) || metadata.ValueKind is not JsonValueKind.Object
            || !metadata.TryGetProperty("messages", out var messages) || messages.ValueKind is not JsonValueKind.Array)
        {
            return string.Empty;
        }

        var text = string.Join(" ", messages.EnumerateArray().Where(message => message.ValueKind is JsonValueKind.String).Select(message => message.GetString()));
        return text.Length == 0 ? string.Empty : " " + (text.Length > MaxDetailLength ? text[..MaxDetailLength] : text);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
