using System.Globalization;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.PullRequests;

/// <summary>What is said of a pull request after the run: the checks' result in a message, everything else on the card.</summary>
internal sealed class PullRequestNews(TimeProvider time)
{
    private const int ShownNames = 5;

    /// <summary>The change that a look at the pull request causes; null when nothing is new. Pure but for the clock.</summary>
    public RunChange? Decide(Run run, string sha, PullRequestStatus status)
    {
        if (run.PushedSha != sha || (run.PullRequestState == status.State && Equals(run.Checks, status.Checks)))
        {
            return null;
        }

        var next = run with { PullRequestState = status.State, Checks = status.Checks };
        var messages = new List<OutboxMessage>();
        if (status.Checks is { IsComplete: true } checks && status.State is PullRequestState.Draft or PullRequestState.Open)
        {
            messages.Add(Result(next, checks));
        }

        if (run.AtRest)
        {
            messages.Add(Card(next));
        }

        return new RunChange(next, [], messages);
    }

    /// <summary>One message for each commit and verdict: a check that is run again and fails again is no news.</summary>
    private OutboxMessage Result(Run run, CheckSummary checks)
    {
        var good = checks.Failed.Count == 0;
        var verdict = good
            ? string.Create(CultureInfo.InvariantCulture, $"✅ Checks passed: {checks.Passed} of {checks.Total}")
            : string.Create(CultureInfo.InvariantCulture, $"❌ {checks.Failed.Count} of {checks.Total} checks failed");
        var names = string.Join(", ", checks.Failed.Take(ShownNames)) + (checks.Failed.Count > ShownNames ? FormattableString.Invariant($" and {checks.Failed.Count - ShownNames} more") : string.Empty);
        return Message(run, $"{run.Id}/checks/{checks.Sha}/{(good ? "passed" : "failed")}") with
        {
            Content = new ReplyContent(
                $"{verdict}: {run.Title}",
                [
                    new Paragraph(verdict, run.MentionAtEnd(good ? RunState.Finished : RunState.Failed)),
                    .. good ? Array.Empty<ReplyPart>() : [new Paragraph($"Failed: {names}"), new Note("Reply with `fix the checks`, or with what to do instead.")],
                    .. run.PullRequestUrl is { } url ? [new Buttons([new Button("open_pr", "Open PR", run.Id.Value, Url: url)])] : Array.Empty<ReplyPart>(),
                ]),
        };
    }

    private OutboxMessage Card(Run run) => Message(run, string.Create(CultureInfo.InvariantCulture, $"{run.Id}/pr/{run.Version}/card")) with { Kind = OutboxKind.CardUpdate };

    private OutboxMessage Message(Run run, string key) => new()
    {
        Key = key,
        Run = run.Id,
        Kind = OutboxKind.Message,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        CreatedAt = time.GetUtcNow(),
    };
}
