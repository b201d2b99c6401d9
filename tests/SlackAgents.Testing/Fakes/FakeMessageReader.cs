using System.Collections.Concurrent;
using SlackAgents.Core.Messages;

namespace SlackAgents.Testing.Fakes;

/// <summary>What was said in Slack, as a test sets it.</summary>
internal sealed class FakeMessageReader : IMessageReader
{
    /// <summary>Messages by channel and thread; what stands in no thread is its own root.</summary>
    public ConcurrentDictionary<(string Channel, string ThreadTs), List<SaidMessage>> Threads { get; } = new();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs before each call; throws what Slack would.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public Task<ThreadText> ReadThreadAsync(string channel, string threadTs, string? untilTs, int limit, CancellationToken cancellationToken)
    {
        Before("replies");
        var all = Said(channel, threadTs).Where(message => untilTs is null || string.CompareOrdinal(message.Ts, untilTs) <= 0).ToList();
        IReadOnlyList<SaidMessage> shown = all.Count <= limit ? all : [all[0], .. all.TakeLast(limit - 1)];
        return Task.FromResult(new ThreadText(shown, all.Count));
    }

    public Task<SaidMessage?> FindAsync(string channel, string? threadTs, string messageTs, CancellationToken cancellationToken)
    {
        Before("message");
        return Task.FromResult(Said(channel, threadTs ?? messageTs).FirstOrDefault(message => message.Ts == messageTs));
    }

    public async Task<long?> DownloadAsync(string channel, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        Before("file");
        if (!Files.TryGetValue(file.Id, out var content) || content.Length > maxBytes)
        {
            return null;
        }

        await target.WriteAsync(content, cancellationToken);
        return content.Length;
    }

    private List<SaidMessage> Said(string channel, string threadTs) => Threads.GetValueOrDefault((channel, threadTs)) ?? [];
}
