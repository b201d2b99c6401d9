using System.Collections.Concurrent;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

internal sealed class FileStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, UploadedFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyList<UploadedFile> All => [.. _files.Values];

    public UploadedFile Reserve(string name, int length)
    {
        var file = new UploadedFile("F" + RandomText.Upper(10), name, length) { UploadedAt = time.GetUtcNow() };
        _files[file.Id] = file;
        return file;
    }

    /// <summary>A file that a person attached.</summary>
    public UploadedFile Put(string name, byte[] content, Member owner)
    {
        var file = Reserve(name, content.Length) with { Content = content, Owner = owner };
        _files[file.Id] = file;
        return file;
    }

    public UploadedFile? Find(string? id) => id is null ? null : _files.GetValueOrDefault(id);

    /// <returns>False when the address is unknown or the length is not the announced one.</returns>
    public bool Complete(string id, byte[] content)
    {
        if (Find(id) is not { } file || file.Length != content.Length)
        {
            return false;
        }

        _files[id] = file with { Content = content };
        return true;
    }
}
