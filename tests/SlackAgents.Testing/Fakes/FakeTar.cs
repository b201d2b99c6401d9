using System.Formats.Tar;

namespace SlackAgents.Testing.Fakes;

/// <summary>Tar files as an engine makes them.</summary>
internal static class FakeTar
{
    /// <returns>Bytes written, 0 for no file, null when it was too much.</returns>
    public static long? Write(string tarFile, IReadOnlyList<(string Name, byte[] Content)> files, long maxBytes)
    {
        if (files.Count == 0)
        {
            return 0;
        }

        using (var stream = File.Create(tarFile))
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: false))
        {
            foreach (var (name, content) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        if (new FileInfo(tarFile).Length <= maxBytes)
        {
            return new FileInfo(tarFile).Length;
        }

        File.Delete(tarFile);
        return null;
    }
}
