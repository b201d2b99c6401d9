using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Sandboxes;

internal sealed class TurnFolderTests
{
    private static readonly TurnFiles Files = new(
        ["claude", "-p", "two words\nand a line"],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/home/agent", ["EMPTY"] = "" },
        ["{\"a\":1}", "{\"b\":2}"],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["turn"] = "2", ["message"] = "a=b" });

    [Test]
    public async Task The_files_are_separated_as_the_launcher_reads_them()
    {
        using var directory = new TempDirectory();

        await TurnFolder.WriteAsync(directory.Path, Files, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Read(directory, "argv"), Is.EqualTo("claude\0-p\0two words\nand a line\0"));
            Assert.That(Read(directory, "env"), Is.EqualTo("HOME=/home/agent\0EMPTY=\0"));
            Assert.That(Read(directory, "stdin"), Is.EqualTo("{\"a\":1}\n{\"b\":2}\n"));
            Assert.That(Read(directory, "workspace"), Is.EqualTo("turn=2\0message=a=b\0"));
        });
    }

    [Test]
    public async Task A_second_turn_replaces_the_files_and_leaves_no_draft()
    {
        using var directory = new TempDirectory();
        await TurnFolder.WriteAsync(directory.Path, Files, CancellationToken.None);

        await TurnFolder.WriteAsync(directory.Path, Files with { Arguments = ["codex"] }, CancellationToken.None);

        Assert.That(Read(directory, "argv"), Is.EqualTo("codex\0"));
        Assert.That(Directory.GetFiles(directory.Combine("turn")), Has.Length.EqualTo(4));
    }

    [Test]
    public void A_value_that_would_become_two_is_refused()
    {
        using var directory = new TempDirectory();

        Assert.That(() => TurnFolder.WriteAsync(directory.Path, Files with { Arguments = ["a\0b"] }, CancellationToken.None), Throws.ArgumentException);
    }

    private static string Read(TempDirectory directory, string name) => File.ReadAllText(directory.Combine("turn", name));
}
