using SlackAgents.Tests.Harnesses.Acp;
using SlackAgents.Tests.Harnesses.ClaudeCode;
using SlackAgents.Tests.Harnesses.Codex;

namespace SlackAgents.Tests.Harnesses;

public sealed class RecordingCoverageTests
{
    [Test]
    public void Every_recording_is_read_again_from_any_line_on_by_one_of_the_determinism_tests()
    {
        var read = Recording.Names.Select(name => $"claude-{name}").Concat(CodexRecording.Names.Select(name => $"codex-{name}")).Concat(AcpRecording.Names);

        Assert.That(read, Is.EquivalentTo(TraceFixtures.Names(string.Empty)));
    }
}
