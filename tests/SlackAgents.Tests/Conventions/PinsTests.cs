using System.Text.RegularExpressions;

namespace SlackAgents.Tests.Conventions;

/// <summary>What goes into the sandbox image is named exactly.</summary>
internal sealed partial class PinsTests
{
    [Test]
    public void Every_pin_names_one_file_by_version_and_integrity()
    {
        Assert.That(Wrong(SourceTree.ReadText("src/sandbox/pins")), Is.Empty);
    }

    [Test]
    public void An_agent_has_one_version_for_all_architectures()
    {
        Assert.That(SeveralVersions(SourceTree.ReadText("src/sandbox/pins")), Is.Empty);
    }

    [Test]
    public void The_guards_see_a_loose_version_a_missing_integrity_and_two_versions() => Assert.Multiple(() =>
    {
        Assert.That(Wrong("harness:x x latest all sha512-" + new string('a', 86) + "== bin/x"), Has.Exactly(1).Items);
        Assert.That(Wrong("harness:x x 1.0.0 all - bin/x"), Has.Exactly(1).Items);
        Assert.That(Wrong("harness:x x 1.0.0 all sha512-" + new string('a', 86) + "== ../bin/x"), Has.Exactly(1).Items);
        Assert.That(SeveralVersions("harness:x x-amd 1.0.0 amd64 - x\nharness:x x-arm 1.0.1 arm64 - x"), Is.EqualTo(new[] { "harness:x" }));
    });

    private static IEnumerable<string> Wrong(string pins) => Lines(pins).Where(line => !Pin().IsMatch(line));

    private static IEnumerable<string> SeveralVersions(string pins) => Lines(pins)
        .Select(line => Columns().Split(line))
        .GroupBy(columns => columns[0], columns => Platform().Replace(columns[2], string.Empty), StringComparer.Ordinal)
        .Where(group => group.Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(group => group.Key);

    private static IEnumerable<string> Lines(string pins) => pins.Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex(@"^(harness:)?[a-z]+ +(@[a-z0-9-]+/)?[a-z0-9-]+ +\d+\.\d+\.\d+(-linux-(x64|arm64))? +(amd64|arm64|all) +sha512-[A-Za-z0-9+/]{86}== +(-|([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9._-]+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pin();

    [GeneratedRegex(" +", RegexOptions.None, 1000)]
    private static partial Regex Columns();

    [GeneratedRegex("-linux-.*$", RegexOptions.None, 1000)]
    private static partial Regex Platform();
}
