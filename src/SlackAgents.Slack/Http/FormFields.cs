using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Http;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>; of a field that comes twice the first counts.</summary>
internal static class FormFields
{
    private const int MaxFields = 100;

    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&', MaxFields, StringSplitOptions.RemoveEmptyEntries))
        {
            var end = pair.IndexOf('=', StringComparison.Ordinal);
            fields.TryAdd(
                WebUtility.UrlDecode(end < 0 ? pair : pair[..end]),
                end < 0 ? string.Empty : WebUtility.UrlDecode(pair[(end + 1)..]));
        }

        return fields;
    }

    /// <summary>The same shape that Socket Mode delivers.</summary>
    public static JsonElement ToJson(IReadOnlyDictionary<string, string> fields)
    {
        var json = new JsonObject();
        foreach (var (name, value) in fields)
        {
            json[name] = value;
        }

        return JsonSerializer.SerializeToElement(json);
    }
}
