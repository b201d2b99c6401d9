using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>
/// Settings of one turn as <c>-c KEY=TOML</c>. The command line is the one layer that neither the home directory nor a
/// <c>.codex/config.toml</c> of the repository can overrule; what it does not name stays the repository's business.
/// </summary>
internal static class CodexConfig
{
    /// <summary>Holds the placeholder; kept from the tools' environment.</summary>
    public const string KeyVariable = "CODEX_PROVIDER_KEY";

    // Sessions remember the name of their provider block: it must be the same whichever provider is behind it.
    private const string ProviderBlock = "slackagents";

    private const string Workspace = "/workspace";

    // A question to a person may wait for hours.
    private const int ToolTimeoutSeconds = 24 * 60 * 60;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What has no place in a turn that nobody watches, or calls hosts that cannot be reached.
    private static readonly string[] FeaturesOff =
    [
        // Otherwise an unreachable provider is tried for ever ("waiting for network"), whatever the limit of retries says.
        "unbounded_connection_retries",
        // The gateway reads the request.
        "enable_request_compression",
        // A goal goes on after the turn has ended.
        "goals",
        // Their threads talk into the same stream, and their calls count against the same budget unseen.
        "multi_agent",
        "plugins", "remote_plugin", "apps", "api_key_model_discovery", "skill_mcp_dependency_install",
    ];

    public static IEnumerable<string> Of(HarnessTurn turn)
    {
        yield return $"model={Text(turn.Model)}";
        yield return $"model_provider={Text(ProviderBlock)}";
        yield return $"model_providers.{ProviderBlock}={Provider(turn)}";
        yield return $"shell_environment_policy.exclude=[{Text(KeyVariable)}]";
        // Trusted, so that the repository's own settings, servers and skills count: the sandbox is the wall.
        yield return $"projects={{{Text(Workspace)}={{trust_level=\"trusted\"}}}}";
        yield return "check_for_update_on_startup=false";
        yield return "analytics.enabled=false";
        yield return "feedback.enabled=false";
        // Its todo list; off by default for the models of this version.
        yield return "tools.update_plan={enabled=true}";
        // It searches at the provider, past the web door and its record.
        yield return "web_search=\"disabled\"";
        foreach (var feature in FeaturesOff)
        {
            yield return $"features.{feature}=false";
        }

        foreach (var server in turn.McpServers)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"mcp_servers.{server.Name}={{url={Text(server.Url.AbsoluteUri)},startup_timeout_sec=30,tool_timeout_sec={ToolTimeoutSeconds}}}");
        }
    }

    // The built-in provider would try a WebSocket five times first; a block of one's own stays on HTTP. The two kinds of
    // retries multiply, and those of a request are not shown: all of them are given to the stream.
    private static string Provider(HarnessTurn turn) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{name={Text(turn.Provider)},base_url={Text(turn.ModelsUrl + "/v1")},wire_api=\"responses\",env_key={Text(KeyVariable)},request_max_retries=0,stream_max_retries={turn.MaxRetries},supports_websockets=false}}");

    // A JSON string of ordinary characters is a TOML basic string.
    private static string Text(string value) => JsonSerializer.Serialize(value, Plain);
}
