using System.Buffers.Binary;

namespace SlackAgents.Core.Publishing.Authorship;

/// <summary>
/// Tells what a sandbox sent from what was there before: a quarantine's own object store holds what was pushed into it,
/// everything else is the mirror's. Reads pack indexes (git-scm.com/docs/gitformat-pack, version 2) and loose objects.
/// </summary>
internal static class SentObjects
{
    private const uint Magic = 0xff744f63;
    private const int HeaderLength = 8 + (256 * 4);
    private const int NameLength = 20;
    private const long LongestIndex = 512L * 1024 * 1024;

    /// <summary>Those of <paramref name="wanted"/> that are in the store.</summary>
    /// <param name="path">The quarantine.</param>
    /// <param name="wanted">Object ids of 40 digits.</param>
    public static HashSet<string> Find(string path, IReadOnlyCollection<string> wanted)
    {
        var objects = Path.Combine(path, "objects");
        var found = wanted.Where(name => File.Exists(Path.Combine(objects, name[..2], name[2..]))).ToHashSet(StringComparer.Ordinal);
        var packs = Path.Combine(objects, "pack");
        if (Directory.Exists(packs))
        {
            var missing = wanted.Where(name => !found.Contains(name)).ToHashSet(StringComparer.Ordinal);
            foreach (var index in Directory.EnumerateFiles(packs, "*.idx"))
            {
                found.UnionWith(Read(index, missing));
            }
        }

        return found;
    }

    private static IEnumerable<string> Read(string index, HashSet<string> wanted)
    {
        if (wanted.Count == 0 || new FileInfo(index).Length is < HeaderLength or > LongestIndex)
        {
            yield break;
        }

        var bytes = File.ReadAllBytes(index);
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != Magic || BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4)) != 2)
        {
            yield break;
        }

        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(HeaderLength - 4));
        for (var at = HeaderLength; count > 0 && at + NameLength <= bytes.Length; at += NameLength, count--)
        {
            var name = Convert.ToHexStringLower(bytes.AsSpan(at, NameLength));
            if (wanted.Contains(name))
            {
                yield return name;
            }
        }
    }
}
