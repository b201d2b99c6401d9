using System.Formats.Tar;
using System.Text;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>
/// Brings one file out of a sandbox. The archive that it comes in is made of what the agent wrote: one regular entry is
/// read from it, bounded, and nothing is unpacked.
/// </summary>
internal sealed class AttachmentReader(ISandboxEngine engine, AttachmentFiles files, SecretRedactor redactor, IOptions<McpOptions> options)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>What a tar file of one entry needs besides its content.</summary>
    private const long Overhead = 64 * 1024;

    public async Task<AttachedContent> ReadAsync(Run run, string path, CancellationToken cancellationToken)
    {
        if (AttachmentNames.Resolve(path) is not { } resolved)
        {
            return AttachedContent.Refused("Only files below /workspace and /home/agent can be attached. Copy the file there and try again.");
        }

        if (run.Sandbox is not { } sandbox)
        {
            return AttachedContent.Refused("The sandbox is not ready yet. Try again in a few seconds.");
        }

        var tar = files.NewIncoming(run.Id);
        try
        {
            var slash = resolved.LastIndexOf('/');
            var size = await engine.ExportAsync(sandbox, resolved[..slash], [resolved[(slash + 1)..]], tar, (options.Value.MaxAttachmentMb * Mebi) + Overhead, cancellationToken);
            return size switch
            {
                null => TooLarge(),
                0 => AttachedContent.Refused("There is no such file. Look for it with ls and give its path."),
                _ => Look(resolved, await ExtractAsync(tar, cancellationToken)),
            };
        }
        catch (SandboxException exception)
        {
            return AttachedContent.Refused($"The file could not be read ({exception.Failure}). Try again, or put what it says into your answer.");
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private AttachedContent Look(string path, (byte[]? Bytes, string? Refusal) found)
    {
        if (found.Bytes is not { } bytes)
        {
            return AttachedContent.Refused(found.Refusal!);
        }

        if (bytes.Length == 0)
        {
            return AttachedContent.Refused("The file is empty, so there is nothing to attach.");
        }

        if (ContentKinds.Recognise(bytes) is not { } extensions)
        {
            return AttachedContent.Refused("Only text (UTF-8), PNG, JPEG, GIF, WebP and PDF can be attached. Convert the file, or describe it in your answer.");
        }

        var name = redactor.Redact(AttachmentNames.Show(path, extensions));
        return new AttachedContent(name, extensions[0] == "txt" ? Encoding.UTF8.GetBytes(redactor.Redact(ContentKinds.Text(bytes)!)) : bytes, null);
    }

    private async Task<(byte[]? Bytes, string? Refusal)> ExtractAsync(string tar, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(tar);
            await using var reader = new TarReader(stream);
            var entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken);
            return entry switch
            {
                null => (null, "There is no such file. Look for it with ls and give its path."),
                { EntryType: TarEntryType.Directory } => (null, "That is a folder. Attach one file of it at a time."),
                { EntryType: TarEntryType.SymbolicLink or TarEntryType.HardLink } => (null, "That is a link. Give the path of the file itself."),
                { EntryType: not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) } => (null, "That is no regular file. Write what you want to show into one."),
                _ when entry.Length > options.Value.MaxAttachmentMb * Mebi => (null, TooLarge().Refusal),
                _ => (await CopyAsync(entry, cancellationToken), null),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            return (null, "The file could not be read. Copy it under another name and try again.");
        }
    }

    private static async Task<byte[]> CopyAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(content, cancellationToken);
        }

        return content.ToArray();
    }

    private AttachedContent TooLarge() =>
        AttachedContent.Refused($"A file can have up to {options.Value.MaxAttachmentMb} MiB. Attach a smaller one, or only the part that matters.");
}
