using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Live;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What a turn left besides, as it is kept: no secret of it goes to Slack.</summary>
internal sealed class TurnReports(SecretRedactor redactor)
{
    public TurnReport Of(LiveRun live)
    {
        var report = live.Report();
        return report with
        {
            Checks = [.. report.Checks.Select(check => check with { Command = redactor.Redact(check.Command) })],
            Open = [.. report.Open.Select(redactor.Redact)],
            LastActivity = report.LastActivity is { } activity ? redactor.Redact(activity) : null,
        };
    }
}
