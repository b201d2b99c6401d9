using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Tells the last of what an agent did, and where all of it is.</summary>
internal sealed class LogsServer(RunDesk runs, ITraceStore traces, TraceLinks links, SecretRedactor redactor, PrivateAnswers answers) : ICommandServer
{
    private const int MaxLines = 15;

    /// <summary>Records come with their raw line, which can be 256 KiB long.</summary>
    private const int Page = 200;

    public Type Serves => typeof(AgentCommand.Logs);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await runs.TakeAsync(((AgentCommand.Logs)command).RunId, AccessAction.See, invocation, who, address, cancellationToken) is not { } run)
        {
            return;
        }

        var lines = await LastLinesAsync(run.Id, cancellationToken);
        var buttons = new Buttons([new Button("view_trace", "View trace", run.Id.Value, Url: links.Create(run.Id, run.LinkGeneration))]);
        var content = lines.Count == 0
            ? new ReplyContent($"Run {run.Id} has done nothing yet", [new Paragraph($"Run {run.Id} ({run.Title}) has done nothing yet."), buttons])
            : new ReplyContent(
                $"The last of run {run.Id}",
                [new Paragraph($"The last of run {run.Id} ({run.Title}):"), new AgentText($"```\n{redactor.Redact(string.Join('\n', lines))}\n```"), buttons]);
        await answers.SayAsync(address, invocation.Key, content, cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> LastLinesAsync(RunId run, CancellationToken cancellationToken)
    {
        var lines = new Queue<string>();
        var after = 0L;
        while (await traces.ReadAsync(run, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var record in page)
            {
                if (LogLine.Of(record) is { } line)
                {
                    lines.Enqueue(line);
                }

                if (lines.Count > MaxLines)
                {
                    lines.Dequeue();
                }
            }

            after = page[^1].Sequence;
        }

        return lines;
    }
}
