using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>What Slack refuses of an app manifest. docs.slack.dev/reference/app-manifest</summary>
internal static class ManifestRules
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [""] = ["$schema", "_metadata", "display_information", "features", "oauth_config", "settings", "functions", "workflows", "datastores", "outgoing_domains", "types", "external_auth_providers"],
        ["/display_information"] = ["name", "description", "long_description", "background_color"],
        ["/features"] = ["app_home", "bot_user", "slash_commands", "shortcuts", "unfurl_domains", "workflow_steps", "assistant_view", "agent_view", "search", "rich_previews"],
        ["/features/app_home"] = ["home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"],
        ["/features/bot_user"] = ["display_name", "always_online"],
        ["/features/agent_view"] = ["agent_description", "suggested_prompts", "actions"],
        ["/oauth_config"] = ["redirect_urls", "scopes", "pkce_enabled", "token_management_enabled"],
        ["/oauth_config/scopes"] = ["bot", "user", "bot_optional", "user_optional"],
        ["/settings"] =
        [
            "allowed_ip_address_ranges", "event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled", "incoming_webhooks",
            "is_hosted", "function_runtime", "is_mcp_enabled", "siws_links", "hermes_app_type",
        ],
        ["/settings/event_subscriptions"] = ["request_url", "bot_events", "user_events", "metadata_subscriptions"],
        ["/settings/interactivity"] = ["is_enabled", "request_url", "message_menu_options_url"],
    };

    public static IReadOnlyList<ManifestProblem> Check(JsonObject manifest)
    {
        var problems = new List<ManifestProblem>();
        foreach (var (pointer, fields) in Known)
        {
            problems.AddRange((At(manifest, pointer) ?? []).Where(field => !fields.Contains(field.Key)).Select(field => new ManifestProblem($"must NOT have additional properties: {field.Key}", pointer)));
        }

        var isSocket = manifest.Child("settings")?.Flag("socket_mode_enabled") == true;
        Text(manifest.Child("display_information"), "/display_information", "name", 35, isRequired: true, problems);
        Text(manifest.Child("display_information"), "/display_information", "description", 140, isRequired: false, problems);
        Text(At(manifest, "/features/agent_view"), "/features/agent_view", "agent_description", 300, isRequired: false, problems);
        Items(manifest, "/features/agent_view", "suggested_prompts", 4, problems, (_, _) => { });
        Items(manifest, "/features", "slash_commands", 50, problems, (command, pointer) =>
        {
            Text(command, pointer, "command", 32, isRequired: true, problems);
            Text(command, pointer, "description", 2000, isRequired: true, problems);
            Address(command, pointer, "url", isSocket, problems);
            if (command.Text("command")?.StartsWith('/') == false)
            {
                problems.Add(new ManifestProblem("must match pattern ^/", pointer + "/command"));
            }
        });
        Items(manifest, "/features", "shortcuts", 10, problems, (shortcut, pointer) =>
        {
            Text(shortcut, pointer, "name", 24, isRequired: true, problems);
            Text(shortcut, pointer, "callback_id", 255, isRequired: true, problems);
            Text(shortcut, pointer, "description", 150, isRequired: true, problems);
            if (shortcut.Text("type") is not ("message" or "global"))
            {
                problems.Add(new ManifestProblem("must be one of: message, global", pointer + "/type"));
            }
        });
        Address(At(manifest, "/settings/event_subscriptions"), "/settings/event_subscriptions", "request_url", isSocket, problems);
        Address(At(manifest, "/settings/interactivity"), "/settings/interactivity", "request_url", isSocket, problems);
        return problems;
    }

    private static JsonObject? At(JsonObject manifest, string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonObject?)manifest, (node, name) => node?.Child(name));

    private static void Items(JsonObject manifest, string pointer, string field, int max, List<ManifestProblem> problems, Action<JsonObject, string> check)
    {
        var items = At(manifest, pointer)?.List(field) ?? [];
        if (items.Count > max)
        {
            problems.Add(new ManifestProblem($"must NOT have more than {max} items", $"{pointer}/{field}"));
        }

        foreach (var (index, item) in items.OfType<JsonObject>().Index())
        {
            check(item, $"{pointer}/{field}/{index}");
        }
    }

    private static void Text(JsonObject? holder, string pointer, string field, int max, bool isRequired, List<ManifestProblem> problems)
    {
        var text = holder?.Text(field);
        if (text is null && isRequired)
        {
            problems.Add(new ManifestProblem($"must have required property '{field}'", pointer));
        }
        else if (text?.Length > max)
        {
            problems.Add(new ManifestProblem($"must NOT have more than {max} characters", $"{pointer}/{field}"));
        }
    }

    /// <summary>Without Socket Mode Slack has to know where to send it.</summary>
    private static void Address(JsonObject? holder, string pointer, string field, bool isSocket, List<ManifestProblem> problems)
    {
        if (holder is null || (isSocket && !holder.ContainsKey(field)))
        {
            return;
        }

        if (!Uri.TryCreate(holder.Text(field), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problems.Add(new ManifestProblem(holder.ContainsKey(field) ? "must be a valid URL" : $"must have required property '{field}'", holder.ContainsKey(field) ? $"{pointer}/{field}" : pointer));
        }
    }
}
