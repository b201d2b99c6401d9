using System.Text.RegularExpressions;
using SlackAgents.Core.Harnesses;
using SlackAgents.Tests.Harnesses.Acp;
using SlackAgents.Tests.Harnesses.ClaudeCode;
using SlackAgents.Tests.Harnesses.Codex;

namespace SlackAgents.Tests.Harnesses;

/// <summary>
/// Holds the readers to <c>src/viewer/tests/fixtures/golden</c>, as the page's readers of the same formats are held to it.
/// <c>SLACKAGENTS_WRITE_GOLDEN=1</c> writes the files anew instead.
/// </summary>
public sealed partial class GoldenEventsTests
{
    private static readonly string Folder = Path.Combine(TraceFixtures.Repository, "src", "viewer", "tests", "fixtures", "golden");

    private static IEnumerable<string> Names => TraceFixtures.Names(string.Empty);

    [TestCaseSource(nameof(Names))]
    public void A_recording_is_read_as_its_golden_file_says(string name)
    {
        var events = GoldenEvents.Of(TraceFixtures.Lines(name).SelectMany(ReaderOf(name).Read));
        var file = Path.Combine(Folder, $"{name}.jsonl");
        if (Environment.GetEnvironmentVariable("SLACKAGENTS_WRITE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, events);
        }

        Assert.That(events.Split('\n'), Is.EqualTo(File.ReadAllText(file).Split('\n')));
    }

    [Test]
    public void Every_golden_file_is_of_a_recording() =>
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Names));

    private static IHarnessReader ReaderOf(string name) => name.Split('-')[0] switch
    {
        "claude" => Recording.Reader(FirstMessage(TraceFixtures.Lines(name))),
        "codex" => CodexRecording.ReaderOf(name["codex-".Length..]),
        _ => AcpRecording.Load(name).Reader(),
    };

    // The host knows which message is the prompt; in a recording it is the first that the CLI tells of.
    private static string FirstMessage(IReadOnlyList<string> lines) =>
        lines.Select(line => Message().Match(line)).FirstOrDefault(match => match.Success)?.Groups["id"].Value ?? string.Empty;

    [GeneratedRegex("\"command_uuid\":\"(?<id>[^\"]+)\"|\"isReplay\":true.*\"uuid\":\"(?<id>[^\"]+)\"|\"uuid\":\"(?<id>[^\"]+)\".*\"isReplay\":true", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Message();
}
