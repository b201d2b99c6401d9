using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>A file between "I want to upload" and "shared in a channel". docs.slack.dev/reference/objects/file-object</summary>
internal sealed record UploadedFile(string Id, string Name, int Length)
{
    public byte[]? Content { get; init; }

    public string? Title { get; init; }

    /// <summary>The person who uploaded it; null when the app did.</summary>
    public Member? Owner { get; init; }

    public DateTimeOffset UploadedAt { get; init; }

    public bool IsComplete => Content is not null;

    public string MimeType => FileKinds.MimeTypeOf(Name);

    public JsonObject ToJson(WorkspaceState state)
    {
        var address = $"{state.BaseUrl}/files-pri/{state.Settings.TeamId}-{Id}";
        var name = Uri.EscapeDataString(Name);
        return new JsonObject
        {
            ["id"] = Id,
            ["created"] = UploadedAt.ToUnixTimeSeconds(),
            ["timestamp"] = UploadedAt.ToUnixTimeSeconds(),
            ["name"] = Name,
            ["title"] = Title ?? Name,
            ["mimetype"] = MimeType,
            ["filetype"] = FileKinds.TypeOf(Name),
            ["user"] = Owner?.Id ?? state.Settings.BotUserId,
            ["user_team"] = Owner?.TeamId ?? state.Settings.TeamId,
            ["editable"] = false,
            ["size"] = Length,
            ["mode"] = "hosted",
            ["is_external"] = false,
            ["external_type"] = string.Empty,
            ["is_public"] = true,
            ["public_url_shared"] = false,
            ["file_access"] = "visible",
            ["url_private"] = $"{address}/{name}",
            ["url_private_download"] = $"{address}/download/{name}",
        };
    }

    /// <summary>All that an app learns of a file of another organisation before it asks files.info.</summary>
    public JsonObject ToStub() => new() { ["id"] = Id, ["created"] = 0, ["timestamp"] = 0, ["mode"] = "file_access", ["file_access"] = "check_file_info" };
}
