using Microsoft.Extensions.Logging;
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
internal sealed partial class PullRequestText(IRunStore store, ITraceStore traces, IReplyChannel slack, TraceLinks traceLinks, ILogger<PullRequestText> logger)
{
    // GitHub takes 65,536 characters (docs.github.com/rest/pulls); neutral text is up to five times as long as it was.
    private const int MaxTask = 10_000;
    private const int MaxAnswer = 30_000;
    private const int MaxCommands = 20;
    private const int Page = 200;

    public async Task<string> ComposeAsync(Run run, BranchDiff diff, CancellationToken cancellationToken)
    {
        var turns = await store.GetTurnsAsync(run.Id, cancellationToken);
        var facts = await ReadTraceAsync(run, cancellationToken);
        var body = new StringBuilder();
        body.Append("### Task\n\n").Append(RunTexts.Bounded(GitHubMarkdown.Quote(turns.Single(turn => turn.Number == 1).Prompt), MaxTask)).Append("\n\n");
        AppendCommands(body, facts.Commands);
        AppendRefused(body, facts.Refused);
        await AppendRunAsync(body, run, diff, turns.Count, cancellationToken);
        if (!string.IsNullOrWhiteSpace(run.Answer))
        {
            // Last: an unclosed fence in it would swallow whatever comes after.
            body.Append("\n### Summary by the agent\n\n").Append(RunTexts.Bounded(GitHubMarkdown.Neutralize(run.Answer), MaxAnswer)).Append('\n');
        }

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
        var link = await FindThreadAsync(run, cancellationToken);
        body.Append("### Run\n\n")
            .Append($"- Asked for by {GitHubMarkdown.Plain(run.Requester.DisplayName)} in Slack").Append(link is null ? "\n" : $" ([thread]({link}))\n")
            .Append($"- Run `{run.Id}` · {run.Harness} · {GitHubMarkdown.Code(run.Model)} · {turns} {(turns == 1 ? "turn" : "turns")} ([trace]({traceLinks.Create(run.Id, run.LinkGeneration)}))\n")
            .Append($"- {diff.Commits} commits, +{diff.Additions} −{diff.Deletions} in {diff.Files.Count} files\n")
            .Append($"- Cost {RunTexts.Cost(run.Usage)}\n");
        if (run.Reason is { } reason)
        {
            body.Append($"- **Not complete:** {Reasons.ReasonCatalog.Of(reason).Sentence}\n");
        }
    }

    /// <summary>A link is welcome, but a Slack that does not answer keeps no pull request from being opened.</summary>
    private async Task<Uri?> FindThreadAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.ReplyThread is not { } thread)
        {
            return null;
        }

        try
        {
            return await slack.GetPermalinkAsync(run.Channel, thread, cancellationToken);
        }
        catch (ReplyException exception)
        {
            Log.NoLink(logger, run.Id, exception.Code);
            return null;
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
            // What is shown is bounded, and so is what is kept on the way.
            commands = [.. commands.TakeLast(MaxCommands)];
            refused.AddRange(page.Select(record => record.Event).OfType<WebRequestEvent>().Where(web => web.Verdict == "refused").Select(web => $"{web.Method} {web.Target}"));
            refused = [.. refused.Distinct(StringComparer.Ordinal).Take(MaxCommands)];
            after = page[^1].Sequence;
        }

        return (commands, refused);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1155, Level = LogLevel.Warning, Message = "The pull request of run {RunId} goes without a link to its thread: {Code}")]
        public static partial void NoLink(ILogger logger, Ids.RunId runId, string code);
    }
}
