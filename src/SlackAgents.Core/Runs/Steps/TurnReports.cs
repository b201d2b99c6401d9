using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Results;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What a turn left besides, as it is kept: no secret of it goes to Slack.</summary>
internal sealed class TurnReports(SecretRedactor redactor, ResultFiles files)
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

    /// <inheritdoc cref="ResultFiles.KeepAsync"/>
    public Task KeepFilesAsync(Run run, HarnessOutcome outcome, string? head, CancellationToken cancellationToken) => files.KeepAsync(run, outcome, head, cancellationToken);
}
