namespace SlackAgents.Core.Runs.Tools;

/// <summary>Paths and names of attached files: the agent's words, made harmless.</summary>
internal static class AttachmentNames
{
    private const int MaxName = 100;
    private const string Workspace = "/workspace";

    private static readonly string[] Roots = [Workspace + "/", "/home/agent/"];

    /// <summary>Extensions that promise something else than text.</summary>
    private static readonly string[] NotText = ["png", "jpg", "jpeg", "gif", "webp", "pdf", "zip", "gz", "tar", "7z", "exe", "msi", "dmg", "com", "scr", "docx", "xlsx", "pptx"];

    /// <returns>The absolute path in the sandbox, without detours; null when it is outside of what may be attached.</returns>
    public static string? Resolve(string path)
    {
        if (path.Length is 0 or > 1_000 || path.Any(char.IsControl))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in (path[0] == '/' ? path : $"{Workspace}/{path}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        var resolved = "/" + string.Join('/', parts);
        return Roots.Any(root => resolved.StartsWith(root, StringComparison.Ordinal)) ? resolved : null;
    }

    /// <summary>The name as people see it, ending in what the content is.</summary>
    /// <param name="extensions">What <see cref="ContentKinds"/> found.</param>
    public static string Show(string path, IReadOnlyList<string> extensions)
    {
        var name = string.Concat(path[(path.LastIndexOf('/') + 1)..].Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'));
        name = name.Length > MaxName ? name[^MaxName..] : name;
        var extension = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        var fits = extensions[0] == "txt" ? name.Contains('.', StringComparison.Ordinal) && !NotText.Contains(extension, StringComparer.Ordinal) : extensions.Contains(extension, StringComparer.Ordinal);
        return fits ? name : $"{name}.{extensions[0]}";
    }
}
