using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Sandboxes;

/// <summary>The host's directory of each run: mounted read-only into its sandbox, so everything in it may be read by the agent.</summary>
internal sealed class RunFolders(RepositoryStorage storage)
{
    private string Root => Path.Combine(storage.DataDirectory, "runs");

    /// <summary>The directory of a run, made when missing. Absolute: the engine resolves it.</summary>
    public string Open(RunId run)
    {
        var directory = Path.GetFullPath(Path.Combine(Root, run.Value));
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
        {
            // The agent's user id is nobody's on the host: it needs "others" to get through and read.
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        return directory;
    }

    public void Remove(RunId run)
    {
        var directory = Path.Combine(Root, run.Value);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
