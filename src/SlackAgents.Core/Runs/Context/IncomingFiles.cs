using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Runs.Context;

/// <summary>
/// Fetches files and puts them where the agent can read them. Neither name nor type nor size that comes with a file is
/// believed: it is read up to a bound, and is what its content says.
/// </summary>
internal sealed class IncomingFiles(IMessageReader messages, ContextFolder folder, SecretRedactor redactor, IOptions<ContextOptions> options, TimeProvider time)
{
    private const long Mebi = 1024 * 1024;
    private const string NoKind = "only text, PNG, JPEG, GIF, WebP and PDF are passed on";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="spent">Bytes that the run has been given before.</param>
    /// <param name="patience">Cancelled when it has taken long enough; what is not there by then is left out.</param>
    public async Task<(IReadOnlyList<GivenFile> Given, IReadOnlyList<string> LeftOut)> TakeAsync(
        Run run, int turn, IReadOnlyList<MessageFile> wanted, long spent, CancellationToken patience, CancellationToken cancellationToken)
    {
        var names = new FileNames();
        var given = new List<GivenFile>();
        var leftOut = new List<string>();
        foreach (var file in wanted)
        {
            var room = (options.Value.MaxTotalMb * Mebi) - spent - given.Sum(one => one.Bytes);
            var problem = given.Count >= options.Value.MaxFiles ? string.Create(CultureInfo.InvariantCulture, $"more than {options.Value.MaxFiles} files")
                : Refuse(file, room)
                ?? await TakeAsync(run, turn, file, Math.Min(room, options.Value.MaxFileMb * Mebi), names, given, patience, cancellationToken);
            if (problem is not null)
            {
                leftOut.Add($"{FileNames.Shown(file.Name)}: {problem}");
            }
        }

        return (given, leftOut);
    }

    /// <summary>What can be refused by what it says of itself.</summary>
    private string? Refuse(MessageFile file, long room) => file switch
    {
        { Url: null } => "Slack does not hand it out (deleted, hidden by a limit, or of another service)",
        _ when file.Size > options.Value.MaxFileMb * Mebi => TooLarge(),
        _ when file.Size > room || room <= 0 => string.Create(CultureInfo.InvariantCulture, $"the files of the run would be larger than {options.Value.MaxTotalMb} MiB"),
        _ when IsNoUse(file.MimeType) => NoKind,
        _ => null,
    };

    /// <returns>Why not, or null.</returns>
    private async Task<string?> TakeAsync(
        Run run, int turn, MessageFile file, long maxBytes, FileNames names, List<GivenFile> given, CancellationToken patience, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            using var content = new MemoryStream();
            if (await FetchAsync(run, file, content, maxBytes, patience) is null)
            {
                return file.Size > 0 && file.Size <= maxBytes ? "Slack did not send it, or sent more than it said" : TooLarge();
            }

            bytes = content.ToArray();
        }
        catch (ReplyException exception)
        {
            return $"Slack did not send it ({exception.Code})";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "Slack took too long to send it";
        }

        if (bytes.Length == 0)
        {
            return "it is empty";
        }

        if (ContentKinds.Recognise(bytes) is not { } extensions || ContentKinds.IsSvg(bytes))
        {
            return NoKind;
        }

        bytes = extensions[0] == "txt" ? Cleaned(bytes) : bytes;
        var name = names.Take(file.Name, extensions);
        await folder.AddAsync(run.Id, turn, name, bytes, cancellationToken);
        given.Add(new GivenFile(name, ContentKinds.MimeTypeOf(extensions), bytes.Length));
        return null;
    }

    /// <summary>A second attempt, because most failures of a download are over in a moment.</summary>
    private async Task<long?> FetchAsync(Run run, MessageFile file, MemoryStream content, long maxBytes, CancellationToken patience)
    {
        try
        {
            return await messages.DownloadAsync(run.Channel, file, content, maxBytes, patience);
        }
        catch (ReplyException exception) when (exception.Failure == ReplyFailure.Transient)
        {
            await Task.Delay(exception.RetryAfter ?? Pause, time, patience);
            content.SetLength(0);
            return await messages.DownloadAsync(run.Channel, file, content, maxBytes, patience);
        }
    }

    /// <summary>No credential goes into a sandbox, whoever posted it.</summary>
    private byte[] Cleaned(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var clean = redactor.Redact(text);
        return clean == text ? bytes : Encoding.UTF8.GetBytes(clean);
    }

    /// <summary>What says of itself that it is no use needs no download; what lies about it is recognised after.</summary>
    private static bool IsNoUse(string mimeType) =>
        mimeType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) || mimeType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
        || mimeType is "application/zip" or "application/gzip" or "application/x-tar" or "image/svg+xml";

    private string TooLarge() => string.Create(CultureInfo.InvariantCulture, $"larger than {options.Value.MaxFileMb} MiB");
}
