using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Runs.Results;

/// <summary>
/// What a turn leaves for the thread besides its last message: the whole of a long answer, and images of the branch. The
/// files lie on the disk before the message that ends the turn is stored, so it can name them in its transaction; what
/// each is stands in its name, so a process that takes over needs nothing else.
/// </summary>
internal sealed partial class ResultFiles(BranchImages images, AttachmentFiles files, SecretRedactor redactor, IOptions<ContextOptions> options, TimeProvider time)
{
    private const int MostImages = 4;

    /// <summary>More than any model says in one answer; Slack shows a preview of it.</summary>
    private const int MaxAnswer = 1_000_000;

    /// <summary>Keeps what this turn leaves. The same turn again keeps the same.</summary>
    /// <param name="run">As it was before the turn was judged: its changes are those of the turn before.</param>
    /// <param name="head">What the branch holds now; null for nothing.</param>
    public async Task KeepAsync(Run run, HarnessOutcome outcome, string? head, CancellationToken cancellationToken)
    {
        if (outcome.Answer.Length > TurnEndMessage.MaxAnswer)
        {
            var answer = Encoding.UTF8.GetBytes(RunTexts.Bounded(redactor.Redact(outcome.Answer), MaxAnswer));
            await files.KeepAsync(run.Id, $"{Prefix(run.Turn)}answer.md", answer, cancellationToken);
        }

        if (options.Value.ShareImages && outcome.Reason == ReasonCode.Completed && head is not null && (run.Changes?.HeadSha ?? run.BaseSha) is { } since)
        {
            await KeepImagesAsync(run, since, head, cancellationToken);
        }
    }

    /// <summary>What was kept of the turn that the run is in.</summary>
    public IReadOnlyList<ResultFile> Find(Run run) =>
        [.. files.List(run.Id, Prefix(run.Turn)).Order(StringComparer.Ordinal).Select(path => Describe(run, path)).OfType<ResultFile>()];

    /// <summary>The messages that bring them to the thread, once each; what the agent attached itself is there already.</summary>
    public IEnumerable<OutboxMessage> Compose(Run run, IEnumerable<ResultFile> kept) => kept
        .Where(file => file.AttachmentId is null || run.ToolUse?.Attachments.Contains(file.AttachmentId, StringComparer.Ordinal) is not true)
        .Select(file => new OutboxMessage
        {
            Key = file.Key,
            Run = run.Id,
            Kind = OutboxKind.File,
            Priority = OutboxPriority.Normal,
            Channel = run.Channel,
            File = new OutboxFile(file.Path, file.Name, file.Title, file.Comment),
            CreatedAt = time.GetUtcNow(),
        });

    private async Task KeepImagesAsync(Run run, string since, string head, CancellationToken cancellationToken)
    {
        var found = await images.ReadAsync(run.Id, since, head, cancellationToken);
        for (var index = 0; index < Math.Min(found.Count, MostImages); index++)
        {
            var (name, bytes) = found[index];
            var kept = string.Create(CultureInfo.InvariantCulture, $"{Prefix(run.Turn)}image{index + 1}of{found.Count}-{Attachments.IdOf(name, bytes)}-{name}");
            await files.KeepAsync(run.Id, kept, bytes, cancellationToken);
        }
    }

    private static ResultFile? Describe(Run run, string path)
    {
        var name = Path.GetFileName(path)[Prefix(run.Turn).Length..];
        if (name == "answer.md")
        {
            return new ResultFile(path, $"{run.Id}/turn{run.Turn}/answer", name, $"Answer of turn {run.Turn}", $"📄 The whole answer of turn {run.Turn} of run {run.Id}", null);
        }

        return ImageName().Match(name) is { Success: true } image
            ? new ResultFile(
                path,
                $"{run.Id}/turn{run.Turn}/image{image.Groups["number"].Value}",
                image.Groups["name"].Value,
                image.Groups["name"].Value,
                $"🖼 Image {image.Groups["number"].Value} of {image.Groups["count"].Value} on the branch after turn {run.Turn} of run {run.Id}",
                image.Groups["id"].Value)
            : null; // a draft that a killed process left
    }

    private static string Prefix(int turn) => string.Create(CultureInfo.InvariantCulture, $"turn{turn}-");

    [GeneratedRegex("^image(?<number>[0-9]+)of(?<count>[0-9]+)-(?<id>[0-9a-f]{16})-(?<name>[^/]*\\.(png|jpg|jpeg|gif|webp))$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ImageName();
}
