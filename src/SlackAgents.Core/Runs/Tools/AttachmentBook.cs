using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Counts a run's attachments, in one transaction with the message that sends each.</summary>
internal sealed class AttachmentBook(IRunStore store, RunStateChanger changer, IOptions<McpOptions> options, TimeProvider time)
{
    private static readonly RunState[] AtWork = [RunState.Preparing, RunState.Running];

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) => store.GetAsync(id, cancellationToken);

    /// <summary>Why the run may attach nothing more, or null.</summary>
    public string? RefusalOf(Run run) => (run.ToolUse ?? RunToolUse.None).Attachments.Count >= options.Value.MaxAttachments
        ? $"This run has attached its {options.Value.MaxAttachments} files. Put the rest into your answer."
        : null;

    public async Task<ToolAnswer> AddAsync(RunId id, string fileId, OutboxFile file, CancellationToken cancellationToken)
    {
        var answer = new ToolAnswer("The run is being stopped, so the file was not sent.", IsError: true);
        var needed = false;
        await changer.ChangeAsync(id, AtWork, (run, _) => Decide(run), cancellationToken);
        if (!needed)
        {
            File.Delete(file.Path);
        }

        return answer;

        RunChange? Decide(Run run)
        {
            var use = run.ToolUse ?? RunToolUse.None;
            if (use.Attachments.Contains(fileId, StringComparer.Ordinal))
            {
                // The message that sends it may still wait, for this very file.
                needed = true;
                answer = new ToolAnswer($"{file.Name} is in the thread already.");
                return null;
            }

            if (RefusalOf(run) is { } refusal)
            {
                answer = new ToolAnswer(refusal, IsError: true);
                return null;
            }

            needed = true;
            answer = new ToolAnswer($"{file.Name} goes to the thread.");
            var number = use.Attachments.Count + 1;
            return new RunChange(run with { ToolUse = use with { Attachments = [.. use.Attachments, fileId] } }, [], [Message(run, fileId, file, number)]);
        }
    }

    private OutboxMessage Message(Run run, string fileId, OutboxFile file, int number) => new()
    {
        Key = $"{run.Id}/file/{fileId}",
        Run = run.Id,
        Kind = OutboxKind.File,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        File = file with { Comment = string.Create(CultureInfo.InvariantCulture, $"📎 Attachment {number} of run {run.Id}") },
        CreatedAt = time.GetUtcNow(),
    };
}
