using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Modals and home tabs. docs.slack.dev/surfaces/modals</summary>
internal static class ViewRules
{
    public static void Check(Shape view)
    {
        switch (view.Type)
        {
            case "modal":
                view.Only("title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close", "notify_on_close", "external_id", "submit_disabled")
                    .Require("title", "blocks").TextObject("title", 24, plainOnly: true).TextObject("submit", 24, plainOnly: true).TextObject("close", 24, plainOnly: true);
                var hasInput = (view.Node.List("blocks") ?? []).OfType<JsonObject>().Any(block => block.Text("type") == "input");
                if (hasInput && !view.Node.ContainsKey("submit"))
                {
                    view.Problems.Missing(view.Pointer, "submit");
                }

                break;
            case "home":
                view.Only("blocks", "private_metadata", "callback_id", "external_id").Require("blocks");
                break;
            default:
                view.Problems.Add(view.Pointer + "/type", $"unsupported type: {view.Type}");
                break;
        }

        view.Limit("private_metadata", 3000, min: 0).Limit("callback_id", 255, min: 0).Limit("external_id", 255, min: 0);
    }
}
