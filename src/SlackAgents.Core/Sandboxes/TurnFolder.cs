using System.Text;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// Writes the <c>turn/</c> folder that the sandbox's main process reads when it starts. Because the prompt lies on the
/// host's disk before the container starts, it is delivered exactly once per start, whatever happens to this process.
/// </summary>
internal static class TurnFolder
{
    /// <summary>Replaces the folder's files. Only called while the sandbox does not run.</summary>
    public static async Task WriteAsync(string runDirectory, TurnFiles files, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(runDirectory, "turn");
        Directory.CreateDirectory(folder);
        await WriteFileAsync(folder, "argv", Terminated(files.Arguments), cancellationToken);
        await WriteFileAsync(folder, "env", Terminated(files.Environment.Select(pair => $"{pair.Key}={pair.Value}")), cancellationToken);
        await WriteFileAsync(folder, "stdin", string.Concat(files.Input.Select(line => line + "\n")), cancellationToken);
        await WriteFileAsync(folder, "workspace", Terminated(files.Workspace.Select(pair => $"{pair.Key}={pair.Value}")), cancellationToken);
    }

    private static string Terminated(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            if (value.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("A value of the turn folder holds a NUL character.", nameof(values));
            }

            text.Append(value).Append('\0');
        }

        return text.ToString();
    }

    private static async Task WriteFileAsync(string folder, string name, string content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        var draft = path + ".new";
        await File.WriteAllTextAsync(draft, content, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.Move(draft, path, overwrite: true);
    }
}
