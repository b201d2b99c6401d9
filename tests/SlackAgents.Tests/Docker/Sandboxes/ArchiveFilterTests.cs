using System.Formats.Tar;
using System.Text;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Tests.Docker.Sandboxes;

internal sealed class ArchiveFilterTests
{
    [Test]
    public async Task Files_get_through_below_their_path_with_the_folders_above_them()
    {
        var entries = await FilterAsync("a/b/s", [File("s/x", "one"), File("s/deep/y", "two")]);

        Assert.That(entries.Select(entry => entry.Name), Is.EqualTo(new[] { "a/", "a/b/", "a/b/s/", "a/b/s/x", "a/b/s/deep/", "a/b/s/deep/y" }));
        Assert.That(entries.Select(entry => (entry.Uid, entry.Gid)), Is.All.EqualTo((1234, 4321)));
        Assert.That(await new StreamReader(entries[^1].DataStream!).ReadToEndAsync(), Is.EqualTo("two"));
    }

    [TestCase("s/../../etc/cron.d/x")]
    [TestCase("/s/x")]
    [TestCase("../s/x")]
    [TestCase("s//x")]
    [TestCase("s/./x")]
    [TestCase("other/x")]
    [TestCase("s/line\nbreak")]
    public async Task A_name_that_leads_elsewhere_is_left_out(string name)
    {
        var entries = await FilterAsync("s", [File(name, "evil"), File("s/good", "good")]);

        Assert.That(entries.Select(entry => entry.Name), Is.EqualTo(new[] { "s/", "s/good" }));
    }

    [TestCase(TarEntryType.SymbolicLink)]
    [TestCase(TarEntryType.HardLink)]
    public async Task A_link_is_left_out(TarEntryType type)
    {
        var entries = await FilterAsync("s", [new PaxTarEntry(type, "s/link") { LinkName = "/etc/passwd" }, File("s/link/x", "through it")]);

        // What was to be written through the link has an ordinary folder above it now.
        Assert.That(entries.Select(entry => (entry.Name, entry.EntryType)), Is.EqualTo(new[]
        {
            ("s/", TarEntryType.Directory), ("s/link/", TarEntryType.Directory), ("s/link/x", TarEntryType.RegularFile),
        }));
    }

    [TestCase(TarEntryType.CharacterDevice)]
    [TestCase(TarEntryType.BlockDevice)]
    [TestCase(TarEntryType.Fifo)]
    public async Task A_device_is_left_out(TarEntryType type)
    {
        Assert.That(await FilterAsync("s", [new PaxTarEntry(type, "s/device")]), Is.Empty);
    }

    [Test]
    public async Task Special_permissions_are_taken_away_and_the_owner_can_read_and_write()
    {
        var file = File("s/x", "one");
        file.Mode = (UnixFileMode)0b111_000_010_111; // set-user-id, set-group-id, sticky, and 027
        var entries = await FilterAsync("s", [file]);

        Assert.That(Convert.ToString((int)entries[^1].Mode, 8), Is.EqualTo("605"));
    }

    [Test]
    public void More_entries_than_allowed_are_too_much()
    {
        Assert.That(() => FilterAsync("s", [File("s/1", ""), File("s/2", ""), File("s/3", "")], maxEntries: 2), Throws.InstanceOf<TooMuchException>());
    }

    private static PaxTarEntry File(string name, string text) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    private static async Task<List<TarEntry>> FilterAsync(string path, IReadOnlyList<PaxTarEntry> hostile, int maxEntries = 100)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var entry in hostile)
            {
                await writer.WriteEntryAsync(new GnuTarEntry(entry));
            }
        }

        archive.Position = 0;
        using var result = new MemoryStream();
        await using (var writer = new TarWriter(result, TarEntryFormat.Pax, leaveOpen: true))
        {
            await new ArchiveFilter(writer, 1234, 4321, maxEntries).CopyAsync(archive, path, CancellationToken.None);
        }

        result.Position = 0;
        var entries = new List<TarEntry>();
        await using var reader = new TarReader(result);
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
