using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Acp;

public sealed class AcpFailureRowsTests
{
    private static IEnumerable<TestCaseData> Recorded => new AcpFailureRows().Rows
        .Where(row => row.Recording is not null)
        .Select(row => new TestCaseData(row.Recording, row.ExitCode, row.Reason).SetArgDisplayNames(row.Recording!, row.Reason));

    [TestCaseSource(nameof(Recorded))]
    public void Every_way_to_fail_has_its_reason(string recording, int exitCode, string reason)
    {
        var loaded = AcpRecording.Load(recording);
        var reader = loaded.Reader();

        var events = loaded.Lines.SelectMany(reader.Read).Select(made => made.Event).ToList();
        loaded.Errors.ToList().ForEach(reader.ReadError);
        var outcome = reader.Conclude(exitCode, outOfMemory: false);

        Assert.That(outcome.Reason.ToString(), Is.EqualTo(reason), outcome.Detail);
        Assert.That(outcome.Detail, Is.Not.Null.And.Not.Empty);
        // What was stopped by a signal has not failed.
        Assert.That(events.OfType<ErrorEvent>().Any(), Is.EqualTo(exitCode <= 128));
    }
}
