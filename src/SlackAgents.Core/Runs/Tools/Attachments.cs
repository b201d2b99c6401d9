using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Sends files of the sandbox to the run's thread: kept on the host first, then said by the outbox, once.</summary>
internal sealed class Attachments(AttachmentReader reader, AttachmentFiles files, AttachmentBook book, SecretRedactor redactor)
{
    private const int MaxTitle = 200;

    public async Task<ToolAnswer> AttachAsync(RunId id, string path, string? title, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is not { } run)
        {
            return new ToolAnswer("The run is gone.", IsError: true);
        }

        if (book.RefusalOf(run) is { } full)
        {
            return new ToolAnswer(full, IsError: true);
        }

        var content = await reader.ReadAsync(run, path, cancellationToken);
        if (content.Refusal is { } refusal)
        {
            return new ToolAnswer(refusal, IsError: true);
        }

        var fileId = IdOf(content.Name, content.Bytes);
        var kept = await files.KeepAsync(id, fileId, content.Bytes, cancellationToken);
        var shown = RunTexts.Bounded(redactor.Redact(string.IsNullOrWhiteSpace(title) ? content.Name : title.ReplaceLineEndings(" ").Trim()), MaxTitle);
        return await book.AddAsync(id, fileId, new OutboxFile(kept, content.Name, shown, string.Empty), cancellationToken);
    }

    /// <summary>The same file attached again, by an agent whose call was cut off, is the same attachment.</summary>
    public static string IdOf(string name, byte[] bytes) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0, .. bytes]))[..16];
}
