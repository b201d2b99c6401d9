using System.Text;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// The pull request's body, made from the run: what was asked, what the agent says, what the host saw, where to look.
/// Nothing of the Slack thread is copied; it is linked.
/// </summary>
internal sealed class PullRequestText(IRunStore store, ITraceStore traces, IReplyChannel slack, TraceLinks traceLinks)
{
    private const int MaxTask = 4_000;
    private const int MaxAnswer = 20_000;
    private const int MaxCommands = 20;
    private const int Page = 2_000;

    public async Task<string> ComposeAsync(Run run, BranchDiff diff, CancellationToken cancellationToken)
    {
        var turns = await store.GetTurnsAsync(run.Id, cancellationToken);
        var facts = await ReadTraceAsync(run, cancellationToken);
        var body = new StringBuilder();
        body.Append("### Task\n\n").Append(GitHubMarkdown.Quote(RunTexts.Bounded(turns.Single(turn => turn.Number == 1).Prompt, MaxTask))).Append("\n\n");
        if (!string.IsNullOrWhiteSpace(run.Answer))
        {
            body.Append("### Summary by the agent\n\n").Append(GitHubMarkdown.Neutralize(RunTexts.Bounded(run.Answer, MaxAnswer))).Append("\n\n");
        }

        AppendCommands(body, facts.Commands);
        AppendRefused(body, facts.Refused);
        await AppendRunAsync(body, run, diff, turns.Count, cancellationToken);
        return body.ToString();
    }

    private static void AppendCommands(StringBuilder body, List<string> commands)
    {
        if (commands.Count == 0)
        {
            return;
        }

        body.Append("<details><summary>What the agent ran</summary>\n\n");
        foreach (var command in commands.TakeLast(MaxCommands))
        {
            body.Append("- ").Append(GitHubMarkdown.Code(command)).Append('\n');
        }

        body.Append("\n</details>\n\n");
    }

    private static void AppendRefused(StringBuilder body, List<string> refused)
    {
        if (refused.Count == 0)
        {
            return;
        }

        body.Append("### Refused web requests\n\n");
        foreach (var target in refused.Distinct(StringComparer.Ordinal).Take(MaxCommands))
        {
            body.Append("- ").Append(GitHubMarkdown.Code(target)).Append('\n');
        }

        body.Append('\n');
    }

    private async Task AppendRunAsync(StringBuilder body, Run run, BranchDiff diff, int turns, CancellationToken cancellationToken)
    {
        var link = await slack.GetPermalinkAsync(run.Channel, run.ReplyThread ?? string.Empty, cancellationToken);
        body.Append("### Run\n\n")
            .Append($"- Asked for by {GitHubMarkdown.Plain(run.Requester.DisplayName)} in Slack").Append(link is null ? "\n" : $" ([thread]({link}))\n")
            .Append($"- Run `{run.Id}` · {run.Harness} · {GitHubMarkdown.Code(run.Model)} · {turns} {(turns == 1 ? "turn" : "turns")} ([trace]({traceLinks.Create(run.Id)}))\n")
            .Append($"- {diff.Commits} commits, +{diff.Additions} −{diff.Deletions} in {diff.Files.Count} files\n")
            .Append($"- Cost {RunTexts.Cost(run.Usage)}\n");
        if (run.Reason is { } reason)
        {
            body.Append($"- **Not complete:** {Reasons.ReasonCatalog.Of(reason).Sentence}\n");
        }
    }

    private async Task<(List<string> Commands, List<string> Refused)> ReadTraceAsync(Run run, CancellationToken cancellationToken)
    {
        var commands = new List<string>();
        var refused = new List<string>();
        var after = 0L;
        while (await traces.ReadAsync(run.Id, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            commands.AddRange(page.Select(record => record.Event).OfType<ToolCallEvent>().Select(call => RunTexts.Bounded(call.Summary ?? call.Tool, 200)));
            refused.AddRange(page.Select(record => record.Event).OfType<WebRequestEvent>().Where(web => web.Verdict == "refused").Select(web => $"{web.Method} {web.Target}"));
            after = page[^1].Sequence;
        }

        return (commands, refused);
    }
}
