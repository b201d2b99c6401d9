using System.Security.Cryptography;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Where attached files lie on the host until they are sent. Not in a run's own directory: sandboxes can read that.</summary>
internal sealed class AttachmentFiles(RepositoryStorage storage)
{
    private string Root => Path.Combine(Path.GetFullPath(storage.DataDirectory), "attachments");

    /// <summary>Place for what comes out of the sandbox; it is looked through and deleted again.</summary>
    public string NewIncoming(RunId run) => Path.Combine(Open(run), $"incoming-{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tar");

    /// <summary>Keeps a file. The same file again takes the same place.</summary>
    public async Task<string> KeepAsync(RunId run, string id, byte[] content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Open(run), id);
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        await File.WriteAllBytesAsync(draft, content, cancellationToken);
        File.Move(draft, path, overwrite: true);
        return path;
    }

    /// <summary>Files of a run whose names begin so.</summary>
    public IReadOnlyList<string> List(RunId run, string prefix) =>
        Directory.Exists(Path.Combine(Root, run.Value)) ? Directory.GetFiles(Path.Combine(Root, run.Value), prefix + "*") : [];

    /// <summary>What a run left behind when its sandbox went.</summary>
    public void Remove(RunId run)
    {
        var directory = Path.Combine(Root, run.Value);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private string Open(RunId run) => Directory.CreateDirectory(Path.Combine(Root, run.Value)).FullName;
}
