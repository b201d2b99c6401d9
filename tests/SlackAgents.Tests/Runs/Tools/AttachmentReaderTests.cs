using System.Formats.Tar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Runs.Tools;

/// <summary>What comes out of a sandbox is made by the agent: whatever it is, a sentence follows, and nothing is unpacked.</summary>
internal sealed class AttachmentReaderTests
{
    private static IEnumerable<TestCaseData> Archives()
    {
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a.txt") { LinkName = "/etc/shadow" }), "That is a link.");
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "a.txt") { LinkName = "/etc/shadow" }), "That is a link.");
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "a.txt")), "That is a folder.");
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "a.txt")), "That is no regular file.");
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt")), "The file is empty");
        yield return Case(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../a.txt") { DataStream = new MemoryStream("text"u8.ToArray()) }), null);
    }

    [TestCaseSource(nameof(Archives))]
    public async Task An_archive_is_looked_at(Action<TarWriter> write, string? refusal)
    {
        var content = await ReadAsync(tarFile =>
        {
            using var stream = File.Create(tarFile);
            using var writer = new TarWriter(stream);
            write(writer);
        });

        Assert.That(content.Refusal, refusal is null ? Is.Null : Does.StartWith(refusal));
        Assert.That(content.Name, Is.EqualTo(refusal is null ? "a.txt" : string.Empty));
    }

    [Test]
    public async Task Bytes_that_are_no_archive_are_a_sentence() =>
        Assert.That((await ReadAsync(tarFile => File.WriteAllBytes(tarFile, [.. Enumerable.Repeat((byte)0x7e, 2048)]))).Refusal, Does.StartWith("The file could not be read"));

    [Test]
    public async Task Secrets_are_taken_out_of_text()
    {
        var content = await ReadAsync(tarFile => FakeText(tarFile, "key: hunter22 end"));

        Assert.That(System.Text.Encoding.UTF8.GetString(content.Bytes), Is.EqualTo("key: *** end"));
    }

    private static void FakeText(string tarFile, string text) =>
        FakeTar.Write(tarFile, [("a.txt", System.Text.Encoding.UTF8.GetBytes(text))], long.MaxValue);

    private static TestCaseData Case(Action<TarWriter> write, string? refusal) => new(write, refusal);

    private static async Task<AttachedContent> ReadAsync(Action<string> export)
    {
        using var directory = new TempDirectory();
        var engine = new FakeSandboxEngine(new FakeGateway()) { OnExport = export };
        var secrets = new SecretRegistry(TimeProvider.System);
        secrets.Add("hunter22");
        var files = new AttachmentFiles(new RepositoryStorage(directory.Combine("data")));
        var reader = new AttachmentReader(engine, files, new SecretRedactor(secrets, text => text), Microsoft.Extensions.Options.Options.Create(new McpOptions()));
        return await reader.ReadAsync(Some.Run() with { Sandbox = new Core.Ids.SandboxId("s") }, "a.txt", CancellationToken.None);
    }
}
