using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>A file between "I want to upload" and "shared in a channel".</summary>
internal sealed record UploadedFile(string Id, string Name, int Length)
{
    public byte[]? Content { get; init; }

    public string? Title { get; init; }

    public bool IsComplete => Content is not null;

    public JsonObject ToJson(string baseUrl) => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["title"] = Title ?? Name,
        ["size"] = Length,
        ["mode"] = "hosted",
        ["url_private_download"] = $"{baseUrl}/files-pri/{Id}/{Uri.EscapeDataString(Name)}",
    };
}
