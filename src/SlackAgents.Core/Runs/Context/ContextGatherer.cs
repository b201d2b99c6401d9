using Microsoft.Extensions.Logging;
using SlackAgents.Core.Messages;

namespace SlackAgents.Core.Runs.Context;

/// <summary>
/// Gathers what goes with one turn: the conversation for the first, files for each. Once: what is on the disk is taken
/// from there. Trouble with Slack delays a run by a bounded time and is told to people and to the agent, but fails nothing.
/// </summary>
internal sealed partial class ContextGatherer(
    ConversationReader reader,
    ConversationText text,
    Standings standings,
    IncomingFiles files,
    ContextPatience limits,
    ILogger<ContextGatherer> logger)
{
    /// <param name="spent">Bytes of files that the run was given with other turns.</param>
    public async Task<TurnContext> GatherAsync(Run run, Turn turn, long spent, CancellationToken cancellationToken)
    {
        using var limit = limits.Start();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var context = turn.Number == 1
            ? await FirstAsync(run, turn, spent, patience.Token, cancellationToken)
            : await FilesAsync(run, TurnContext.Nothing(turn.Number), turn.Files, spent, patience.Token, cancellationToken);
        if (!context.IsNothing)
        {
            Log.Gathered(logger, run.Id, turn.Number, context.Given.Messages, context.Given.OfMessages, context.Given.Files, context.Given.LeftOut.Count);
        }

        return context;
    }

    private async Task<TurnContext> FirstAsync(Run run, Turn turn, long spent, CancellationToken patience, CancellationToken cancellationToken)
    {
        if (ConversationReader.ModeOf(run, turn) == ContextMode.None)
        {
            IReadOnlyList<string> unread = turn.Files.Count == 0 ? [] : [$"{turn.Files.Count} {(turn.Files.Count == 1 ? "file" : "files")} (context=none)"];
            return TurnContext.Nothing(turn.Number) with { Given = new RunContext(0, 0, 0, unread) };
        }

        var conversation = await reader.ReadAsync(run, turn, patience, cancellationToken);
        var everybody = conversation.Messages.Concat(conversation.Asking is { } one ? [one] : []).SelectMany(message => message.Forwarded.Prepend(message)).ToList();
        var standing = await standings.DecideAsync(run, everybody, patience, cancellationToken);
        var (quotation, sources, given) = text.Compose(run, turn, conversation, standing);
        var context = new TurnContext(
            turn.Number,
            quotation,
            [],
            conversation.Problem is { } problem ? given with { LeftOut = [problem, .. given.LeftOut] } : given);
        var wanted = turn.Files.Concat(sources.SelectMany(message => message.Files)).DistinctBy(file => file.Id, StringComparer.Ordinal).ToList();
        return await FilesAsync(run, context, wanted, spent, patience, cancellationToken);
    }

    private async Task<TurnContext> FilesAsync(
        Run run, TurnContext context, IReadOnlyList<MessageFile> wanted, long spent, CancellationToken patience, CancellationToken cancellationToken)
    {
        var (given, leftOut) = await files.TakeAsync(run, context.Turn, wanted, spent, patience, cancellationToken);
        return context with { Files = given, Given = context.Given with { Files = given.Count, LeftOut = [.. context.Given.LeftOut, .. leftOut] } };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1170, Level = LogLevel.Information, Message = "Run {RunId}: turn {Turn} is given {Messages} of {OfMessages} messages and {Files} files; {LeftOut} remarks on what is left out")]
        public static partial void Gathered(ILogger logger, Ids.RunId runId, int turn, int messages, int ofMessages, int files, int leftOut);
    }
}
