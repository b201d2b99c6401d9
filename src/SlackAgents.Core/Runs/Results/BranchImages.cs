using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Runs.Results;

/// <summary>Images that came or changed between two commits of a quarantine: read as objects, never from a working tree.</summary>
internal sealed partial class BranchImages(GitRunner git, Quarantines quarantines, SecretRedactor redactor, ILogger<BranchImages> logger)
{
    private const int MostBytes = 5 * 1024 * 1024;

    /// <summary>A branch may hold thousands; so many are looked at.</summary>
    private const int MostLookedAt = 40;

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".webp"];
    private static readonly string[] Kinds = ["png", "jpg", "gif", "webp"];

    /// <returns>Those that are what their name says, none larger than 5 MiB, no content twice; empty when git fails.</returns>
    public async Task<IReadOnlyList<BranchImage>> ReadAsync(RunId run, string since, string head, CancellationToken cancellationToken)
    {
        var images = new List<BranchImage>();
        if (since == head || !GitReferences.IsSha(since) || !GitReferences.IsSha(head))
        {
            return images;
        }

        try
        {
            var path = quarantines.PathOf(run);
            foreach (var file in await ListAsync(path, since, head, cancellationToken))
            {
                if (await ReadAsync(path, file.Sha, cancellationToken) is { } bytes && ContentKinds.Recognise(bytes) is { } extensions && Kinds.Contains(extensions[0], StringComparer.Ordinal))
                {
                    images.Add(new BranchImage(redactor.Redact(AttachmentNames.Show(file.Path, extensions)), bytes));
                }
            }
        }
        catch (GitException exception)
        {
            // Showing them is a courtesy: the turn ends well without.
            Log.NotRead(logger, run, exception.Verdict);
        }

        return images;
    }

    private async Task<IReadOnlyList<BranchDiffRecords.Raw>> ListAsync(string path, string since, string head, CancellationToken cancellationToken)
    {
        var command = new GitCommand("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=AM", since, head) { Repository = path };
        var (files, _) = BranchDiffRecords.Read((await git.RunAsync(command, cancellationToken)).Output);
        return [.. files.Where(file => file.Mode is "100644" or "100755" && Extensions.Contains(Path.GetExtension(file.Path).ToLowerInvariant(), StringComparer.Ordinal))
            .DistinctBy(file => file.Sha, StringComparer.Ordinal)
            .Take(MostLookedAt)];
    }

    /// <returns>Null when it is too large.</returns>
    private async Task<byte[]?> ReadAsync(string path, string sha, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        try
        {
            await git.StreamAsync(new GitCommand("cat-file", "blob", sha) { Repository = path }, (output, token) => CopyAsync(output, content, token), cancellationToken);
            return content.ToArray();
        }
        catch (GitException exception) when (exception.SaidTooMuch)
        {
            return null;
        }
    }

    private static async Task CopyAsync(Stream output, MemoryStream content, CancellationToken cancellationToken)
    {
        var chunk = new byte[64 * 1024];
        int count;
        while ((count = await output.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (content.Length + count > MostBytes)
            {
                throw new GitException("cat-file", null, "the image is too large") { SaidTooMuch = true };
            }

            await content.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1175, Level = LogLevel.Warning, Message = "Run {RunId}: the images of its branch could not be read: {Problem}")]
        public static partial void NotRead(ILogger logger, RunId runId, string problem);
    }
}
