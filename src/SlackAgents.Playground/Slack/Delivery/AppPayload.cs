using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>Something for the app. The type is the envelope type of Socket Mode.</summary>
internal sealed record AppPayload(string Type, JsonObject Body)
{
    public const string Events = "events_api";
    public const string Interactive = "interactive";
    public const string Commands = "slash_commands";

    /// <summary>HTTP mode asks for options at an address of its own.</summary>
    public bool IsOptionsRequest => Type == Interactive && Body.Text("type") == "block_suggestion";

    public bool AcceptsResponse => Type != Events;
}
