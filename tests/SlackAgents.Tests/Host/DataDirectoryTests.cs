using System.Runtime.Versioning;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Data;

namespace SlackAgents.Tests.Host;

[UnsupportedOSPlatform("windows")]
internal sealed class DataDirectoryTests
{
    private string _path = string.Empty;

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), "slackagents-" + Path.GetRandomFileName());

    [TearDown]
    public void RemovePath() => Directory.Delete(_path, recursive: true);

    [Test]
    public void Only_its_owner_may_look_into_it()
    {
        using var data = DataDirectory.Open(_path);

        Assert.That(
            File.GetUnixFileMode(data.Path),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public void A_second_host_is_refused_with_the_first_ones_process_id()
    {
        using var first = DataDirectory.Open(_path);

        var refusal = Assert.Throws<ConfigurationException>(() => DataDirectory.Open(_path));

        Assert.That(
            refusal!.Errors.Single(),
            Does.StartWith("DataDirectory: another host (process " + Environment.ProcessId + ")").And.EndsWith("give this one a DataDirectory of its own."));
    }

    [Test]
    public void It_is_free_again_when_the_first_host_has_left()
    {
        DataDirectory.Open(_path).Dispose();

        Assert.That(() => DataDirectory.Open(_path).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_key_is_made_once_and_readable_by_the_owner_alone()
    {
        using var data = DataDirectory.Open(_path);

        var first = data.GetOrCreateKey("trace-links");

        Assert.Multiple(() =>
        {
            Assert.That(first, Has.Length.EqualTo(32));
            Assert.That(data.GetOrCreateKey("trace-links"), Is.EqualTo(first));
            Assert.That(data.GetOrCreateKey("another"), Is.Not.EqualTo(first));
            Assert.That(
                File.GetUnixFileMode(Path.Combine(_path, "keys", "trace-links")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }
}
