using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Select menus of every source. docs.slack.dev/reference/block-kit/block-elements/select-menu-element</summary>
internal static class MenuRules
{
    public static void Check(Shape menu)
    {
        var isMany = menu.Type.StartsWith("multi_", StringComparison.Ordinal);
        var kind = menu.Type.Replace("multi_", string.Empty, StringComparison.Ordinal);
        string[] common = isMany
            ? ["action_id", "placeholder", "confirm", "focus_on_load", "max_selected_items"]
            : ["action_id", "placeholder", "confirm", "focus_on_load"];
        var plural = isMany ? "s" : string.Empty;
        string[] own = kind switch
        {
            "static_select" => ["options", "option_groups", "initial_option" + plural],
            "external_select" => ["initial_option" + plural, "min_query_length"],
            "users_select" => ["initial_user" + plural],
            "conversations_select" => ["initial_conversation" + plural, "default_to_current_conversation", "response_url_enabled", "filter"],
            _ => ["initial_channel" + plural, "response_url_enabled"],
        };
        menu.Only([.. common, .. own]).TextObject("placeholder", 150, plainOnly: true);
        if (kind == "static_select")
        {
            OptionRules.Choices(menu, min: 1);
            var choices = (menu.Node.List("options") ?? []).Concat((menu.Node.List("option_groups") ?? []).OfType<JsonObject>().SelectMany(group => group.List("options") ?? []));
            OptionRules.Initial(menu, choices);
        }
        else if (kind == "external_select")
        {
            External(menu);
        }

        if (menu.At("filter") is { } filter)
        {
            filter.Only("include", "exclude_external_shared_channels", "exclude_bot_users");
        }
    }

    private static void External(Shape menu)
    {
        if (menu.At("initial_option") is { } initial)
        {
            OptionRules.One(initial, plainOnly: true);
        }

        OptionRules.All(menu, "initial_options", 100, plainOnly: true);
        if (menu.Node.ContainsKey("min_query_length") && menu.Node.Number("min_query_length") is null or < 0)
        {
            menu.Problems.Add(menu.Pointer + "/min_query_length", "must be a whole number");
        }
    }
}
