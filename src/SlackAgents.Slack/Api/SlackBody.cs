using System.Net.Http.Headers;
using System.Text.Json;

namespace SlackAgents.Slack.Api;

/// <summary>Encodes arguments the way a method reads them.</summary>
internal static class SlackBody
{
    public static HttpContent Encode(SlackMethod method, object arguments)
    {
        var json = JsonSerializer.SerializeToElement(arguments, arguments.GetType(), SlackJson.Options);
        return method.Json ? EncodeJson(json) : EncodeForm(json);
    }

    public static HttpContent EncodeJson(JsonElement json)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(json));
        // Without the charset Slack answers with the warning missing_charset.
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    private static FormUrlEncodedContent EncodeForm(JsonElement json) =>
        new(json.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, FormValue(field.Value))));

    /// <summary>Nested arguments travel as JSON text in their field.</summary>
    private static string FormValue(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
