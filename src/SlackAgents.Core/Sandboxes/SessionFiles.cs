using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// The agents' own memory of their runs, taken out of their sandboxes: one tar file per run, readable by the host alone and
/// not in any directory that a sandbox sees. What is in it was written by an agent; it is never unpacked here.
/// </summary>
internal sealed class SessionFiles(RepositoryStorage storage, IOptions<SandboxOptions> options, TimeProvider time)
{
    private const long Mebi = 1024 * 1024;
    private const string Draft = ".new";

    /// <summary>A draft this old belongs to a process that is gone.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public long MaxBytes => options.Value.MaxSessionMb * Mebi;

    private string Root => Path.GetFullPath(Path.Combine(storage.DataDirectory, "sessions"));

    /// <summary>The run's file, or null when there is none.</summary>
    public string? Find(RunId run) => File.Exists(PathOf(run)) ? PathOf(run) : null;

    /// <summary>Where a new file of the run is written; what is there is not the run's file until <see cref="Keep"/>.</summary>
    public string Begin(RunId run)
    {
        Directory.CreateDirectory(Root);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return PathOf(run) + Draft;
    }

    /// <summary>The draft is complete and takes the place of the file before it.</summary>
    public void Keep(RunId run)
    {
        var draft = PathOf(run) + Draft;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(draft, PathOf(run), overwrite: true);
    }

    public void Remove(RunId run)
    {
        File.Delete(PathOf(run));
        File.Delete(PathOf(run) + Draft);
    }

    /// <summary>Removes what is older than <see cref="SandboxOptions.KeepSessions"/>.</summary>
    /// <returns>How many files.</returns>
    public int RemoveOld()
    {
        if (!Directory.Exists(Root))
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var old = new DirectoryInfo(Root).EnumerateFiles()
            .Where(file => now - new DateTimeOffset(file.LastWriteTimeUtc) > (file.Name.EndsWith(Draft, StringComparison.Ordinal) ? Abandoned : options.Value.KeepSessions))
            .ToList();
        old.ForEach(file => file.Delete());
        return old.Count;
    }

    private string PathOf(RunId run) => Path.Combine(Root, $"{run.Value}.tar");
}
