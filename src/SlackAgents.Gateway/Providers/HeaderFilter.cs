using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SlackAgents.Gateway.Providers;

/// <summary>Which headers pass between a sandbox and a provider.</summary>
internal static class HeaderFilter
{
    /// <summary>RFC 9110 §7.6.1, and what Connection itself names.</summary>
    private static readonly FrozenSet<string> HopByHop = Set(
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect");

    /// <summary>Whatever could say who is asking, the placeholder included; the host's own key goes in later.</summary>
    private static readonly FrozenSet<string> Credentials = Set(
        "Authorization", "X-Api-Key", "Api-Key", "X-Goog-Api-Key", "Cookie", "Cookie2", "X-Auth-Token", "X-Amz-Security-Token",
        "OpenAI-Organization", "OpenAI-Project", "X-Goog-User-Project");

    /// <summary>A request is what its method and its body say; these would make it another, or its answer one without usage.</summary>
    private static readonly FrozenSet<string> Overrides = Set("X-Http-Method-Override", "X-Http-Method", "X-Method-Override", "X-Goog-FieldMask");

    private static readonly FrozenSet<string> OurOwn = Set("Host", "Content-Length", "Accept-Encoding", "Via", "Forwarded", "X-Real-Ip", "Traceparent", "Tracestate", "Baggage");

    private static readonly FrozenSet<string> NotForTheSandbox = Set(
        "Set-Cookie", "Set-Cookie2", "Alt-Svc", "Strict-Transport-Security", "Server", "Via", "Public-Key-Pins", "Anthropic-Organization-Id", "OpenAI-Project");

    public static void CopyRequest(IHeaderDictionary from, HttpRequestHeaders to, HttpContentHeaders? content)
    {
        var named = NamedByConnection(from.Connection);
        foreach (var (name, values) in from)
        {
            if (!MayPassUp(name) || named.Contains(name))
            {
                continue;
            }

            if (!to.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                content?.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        // Metering reads the answer as it passes: it has to be plain.
        to.TryAddWithoutValidation("Accept-Encoding", "identity");
    }

    /// <param name="key">The real key; a header that repeats it is dropped.</param>
    public static void CopyResponse(HttpResponseMessage from, IHeaderDictionary to, string key)
    {
        var named = from.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!MayPassDown(name) || named.Contains(name) || values.Any(value => value.Contains(key, StringComparison.Ordinal)))
            {
                continue;
            }

            to[name] = new StringValues([.. values]);
        }
    }

    public static bool MayPassUp(string name) =>
        !HopByHop.Contains(name) && !Credentials.Contains(name) && !Overrides.Contains(name) && !OurOwn.Contains(name)
        && !name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith(':');

    public static bool MayPassDown(string name) =>
        !HopByHop.Contains(name) && !NotForTheSandbox.Contains(name) && !Credentials.Contains(name)
        && !name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> NamedByConnection(StringValues connection) =>
        connection.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
