namespace SlackAgents.Playground.Slack.Api;

/// <summary>What Slack takes a file for: it goes by the name.</summary>
internal static class FileKinds
{
    public static string MimeTypeOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".PDF" => "application/pdf",
        ".JSON" => "application/json",
        ".HTML" or ".HTM" => "text/html",
        ".CSV" => "text/csv",
        ".MD" => "text/markdown",
        ".ZIP" => "application/zip",
        ".TXT" or ".LOG" or ".PATCH" or ".DIFF" or ".CS" or ".PY" or ".JS" => "text/plain",
        _ => "application/octet-stream",
    };

    public static string TypeOf(string name) => Path.GetExtension(name) is { Length: > 1 } extension ? extension[1..] : "binary";
}
