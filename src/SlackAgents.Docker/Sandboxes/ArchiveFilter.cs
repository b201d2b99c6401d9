using System.Formats.Tar;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Copies what an agent left from tar archives of the engine into one of ours, entry by entry. Only folders and regular
/// files get through, under names that stay below the target, with the sandbox's own user and without special permissions:
/// no link, no device, no set-user-id bit.
/// </summary>
internal sealed class ArchiveFilter(TarWriter target, int uid, int gid, int maxEntries)
{
    private const int MaxName = 1024;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Allowed = FolderMode
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private int _entries;

    /// <value>Entries that did not get through.</value>
    public int Dropped { get; private set; }

    /// <summary>Copies the archive of one path.</summary>
    /// <param name="archive">As the engine makes it: every name begins with the last part of <paramref name="path"/>.</param>
    /// <param name="path">Where it belongs, relative to the target.</param>
    /// <exception cref="TooMuchException">There are more than the allowed entries.</exception>
    public async Task CopyAsync(Stream archive, string path, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (++_entries > maxEntries)
            {
                throw new TooMuchException();
            }

            if (NameOf(entry.Name, path) is not { } name || !await WriteAsync(entry, name, cancellationToken))
            {
                Dropped++;
            }
        }
    }

    private async Task<bool> WriteAsync(TarEntry entry, string name, CancellationToken cancellationToken)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                await WriteFoldersAsync(Path.GetDirectoryName(name), entry.ModificationTime, cancellationToken);
                await WriteFolderAsync(name, (entry.Mode & Allowed) | FolderMode, entry.ModificationTime, cancellationToken);
                return true;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                await WriteFoldersAsync(Path.GetDirectoryName(name), entry.ModificationTime, cancellationToken);
                await target.WriteEntryAsync(Owned(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = entry.DataStream }, (entry.Mode & Allowed) | FileMode, entry.ModificationTime), cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Those above, from the top: what is unpacked without them would belong to root.</summary>
    private async Task WriteFoldersAsync(string? name, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(name) || _folders.Contains(name))
        {
            return;
        }

        await WriteFoldersAsync(Path.GetDirectoryName(name), modified, cancellationToken);
        await WriteFolderAsync(name, FolderMode, modified, cancellationToken);
    }

    private async Task WriteFolderAsync(string name, UnixFileMode mode, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        if (_folders.Add(name))
        {
            await target.WriteEntryAsync(Owned(new PaxTarEntry(TarEntryType.Directory, name + "/"), mode, modified), cancellationToken);
        }
    }

    private PaxTarEntry Owned(PaxTarEntry entry, UnixFileMode mode, DateTimeOffset modified)
    {
        entry.Uid = uid;
        entry.Gid = gid;
        entry.Mode = mode;
        entry.ModificationTime = modified < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : modified;
        return entry;
    }

    /// <returns>The name in the target, or null when it does not belong there.</returns>
    private static string? NameOf(string name, string path)
    {
        var parts = name.TrimEnd('/').Split('/');
        return name.Length <= MaxName
            && parts[0] == Path.GetFileName(path)
            // A line break is legal in a name, and breaks the records of the tar format for its readers.
            && !parts.Any(part => part is "" or "." or ".." || part.Any(char.IsControl))
            ? string.Join('/', parts.Skip(1).Prepend(path))
            : null;
    }
}
