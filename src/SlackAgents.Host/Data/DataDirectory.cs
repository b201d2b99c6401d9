using System.Globalization;
using System.Security.Cryptography;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Host.Data;

/// <summary>
/// The folder with everything that this installation must not lose. Only its owner may look into it, and only one host
/// works on it at a time. Disposing lets go of it; so does the end of the process, however it comes.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Creates the folder if need be and takes it.</summary>
    /// <exception cref="ConfigurationException">It cannot be written, or another host has it.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            File.SetUnixFileMode(path, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"DataDirectory: '{path}' cannot be made or is not ours: {exception.Message} Name a folder that this user may write, or change its owner."]);
        }

        return new DataDirectory(path, Lock(path));
    }

    /// <summary>Where the key of this name is kept.</summary>
    public string KeyFile(string name) => System.IO.Path.Combine(Path, "keys", name);

    /// <summary>A random secret of 32 bytes that is made once and kept under this name, readable by the owner alone.</summary>
    public byte[] GetOrCreateKey(string name)
    {
        var file = KeyFile(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!, OwnerOnly);
        if (!File.Exists(file))
        {
            // Written beside and renamed, so that a crash in the middle leaves no half of a key.
            var draft = file + ".new";
            using (var stream = new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(RandomNumberGenerator.GetBytes(32));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
        }

        return File.ReadAllBytes(file);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, "host.lock");
        try
        {
            // FileShare.None is flock(LOCK_EX) here: the kernel lets go of it when the process dies.
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            File.WriteAllText(PidFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"DataDirectory: another host {Owner(path)}works on '{path}'. Stop that one, or give this one a DataDirectory of its own."]);
        }
    }

    /// <summary>Beside the lock, since the locked file itself cannot be opened by others. Read only while the lock is held.</summary>
    private static string PidFile(string path) => System.IO.Path.Combine(path, "host.pid");

    private static string Owner(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PidFile(path)), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? $"(process {process}) " : string.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who it is would only have been a courtesy.
            return string.Empty;
        }
    }
}
