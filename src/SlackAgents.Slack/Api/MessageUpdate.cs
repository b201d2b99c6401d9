using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Api;

/// <summary>New content of a message of ours; its metadata stays.</summary>
internal sealed record MessageUpdate
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public required string Text { get; init; }

    /// <summary>Empty takes old blocks away.</summary>
    public required JsonArray Blocks { get; init; }

    /// <summary>Without it <c>chat.update</c> parses more than <c>chat.postMessage</c> does.</summary>
    public string Parse { get; init; } = "none";
}
