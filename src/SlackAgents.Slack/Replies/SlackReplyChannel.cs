using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Replies;

/// <summary>Says things in Slack: rendered, paced, and made plainer when Slack refuses the blocks.</summary>
internal sealed class SlackReplyChannel(
    PacedCalls calls,
    FilesApi files,
    MessageFinder finder,
    PrivateReplies privateReplies,
    BlockFallbacks fallbacks) : IReplyChannel
{
    private const int MaxFileName = 200;
    private const int MaxFileTitle = 255;

    public Task<string> PostAsync(string channel, string? threadTs, ReplyContent content, string key, OutboxPriority priority, CancellationToken cancellationToken) =>
        GuardAsync(() => fallbacks.SendAsync(content, (rendered, _) => calls.PostAsync(
            new Message
            {
                Channel = channel,
                ThreadTs = threadTs,
                Text = rendered.Text,
                Blocks = rendered.Blocks.Count == 0 ? null : rendered.Blocks,
                Metadata = new MessageMetadata(MessageFinder.EventType, new MessageKey(key, ReadRun(key))),
            },
            priority,
            cancellationToken)));

    public Task<string?> FindByKeyAsync(string channel, string? threadTs, string key, DateTimeOffset since, CancellationToken cancellationToken) =>
        GuardAsync(() => finder.FindAsync(channel, threadTs, key, since, cancellationToken));

    public Task UpdateAsync(string channel, string ts, Func<CancellationToken, Task<ReplyContent?>> draw, OutboxPriority priority, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var pacer = await calls.PacerOfAsync(channel, cancellationToken);
            await pacer.WaitForUpdateAsync(priority, cancellationToken);
            // Drawn now, not when it began to wait, and one edit of a message at a time: an older state never comes last.
            using var turn = await pacer.EnterEditAsync(channel, ts, cancellationToken);
            return await draw(cancellationToken) is { } content && await fallbacks.SendAsync(content, async (rendered, attempt) =>
            {
                if (attempt > 0)
                {
                    await pacer.WaitForUpdateAsync(priority, cancellationToken);
                }

                await calls.UpdateAsync(new MessageUpdate { Channel = channel, Ts = ts, Text = rendered.Text, Blocks = rendered.Blocks }, priority, cancellationToken);
                return true;
            });
        });

    public Task PostPrivatelyAsync(PrivateAddress address, ReplyContent content, CancellationToken cancellationToken) =>
        GuardAsync(() => fallbacks.SendAsync(content, async (rendered, _) =>
        {
            await privateReplies.SendAsync(address, rendered, cancellationToken);
            return true;
        }));

    public Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        GuardAsync(() => calls.AddReactionAsync(channel, ts, name, cancellationToken));

    public Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        GuardAsync(() => calls.RemoveReactionAsync(channel, ts, name, cancellationToken));

    public Task UploadFileAsync(string channel, string? threadTs, OutboxFile file, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var pacer = await calls.PacerOfAsync(channel, cancellationToken);
            await pacer.WaitForPostAsync(channel, OutboxPriority.Normal, cancellationToken);
            await files.UploadAsync(channel, threadTs, file.Path, SlackWriting.Plain(file.Name, MaxFileName), SlackWriting.Plain(file.Title, MaxFileTitle), file.Comment, cancellationToken);
            SaidMetrics.Message("file");
        });

    public Task<bool> HasFileAsync(string channel, string? threadTs, string comment, DateTimeOffset since, CancellationToken cancellationToken) =>
        GuardAsync(() => finder.HasTextAsync(channel, threadTs, comment, since, cancellationToken));

    public Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken) =>
        GuardAsync(() => calls.GetPermalinkAsync(channel, ts, cancellationToken));

    private static Task<bool> GuardAsync(Func<Task> call) => GuardAsync(async () =>
    {
        await call();
        return true;
    });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private static string? ReadRun(string key) => RunId.TryParse(key.Split('/')[0], out var run) ? run.ToString() : null;
}
