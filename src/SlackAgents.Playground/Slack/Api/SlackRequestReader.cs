using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Reads arguments the way the Web API does: a JSON body only where the method takes one, form fields everywhere. docs.slack.dev/apis/web-api</summary>
internal static class SlackRequestReader
{
    /// <exception cref="SlackRefusalException">The body cannot be read as what it claims to be.</exception>
    public static async Task<JsonObject> ReadAsync(HttpRequest request, SlackMethod method, CancellationToken cancellationToken)
    {
        var type = request.ContentType ?? string.Empty;
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return FromFields(form.Select(field => (field.Key, field.Value.ToString())));
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(cancellationToken);
        var query = request.Query.Select(field => (field.Key, field.Value.ToString()));
        if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            // Where JSON is not taken the body is not looked at: the arguments are simply missing.
            return method.AcceptsJson ? FromJson(body) : FromFields(query);
        }

        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return FromFields(query.Concat(QueryHelpers.ParseQuery(body).Select(field => (field.Key, field.Value.ToString()))));
        }

        return body.Length == 0 ? FromFields(query) : throw new SlackRefusalException(type.Length == 0 ? "missing_post_type" : "invalid_post_type");
    }

    /// <summary>The token: the header first, then the form field. A token inside a JSON body does not count.</summary>
    public static string? Token(HttpRequest request, JsonObject arguments)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        return isJson ? null : arguments.Text("token");
    }

    private static JsonObject FromJson(string body)
    {
        if (body.Length == 0)
        {
            return [];
        }

        return WireJson.Parse(body) switch
        {
            JsonObject arguments => arguments,
            null => throw new SlackRefusalException("invalid_json"),
            _ => throw new SlackRefusalException("json_not_object"),
        };
    }

    private static JsonObject FromFields(IEnumerable<(string Name, string Value)> fields)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in fields)
        {
            arguments[name] = value;
        }

        return arguments;
    }
}
