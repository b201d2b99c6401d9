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

    /// <summary>Awaited before each call, to hold it.</summary>
    public Func<string, Task> Hold { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every call that was made.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public async Task<ThreadText> ReadThreadAsync(string channel, string threadTs, string? untilTs, int limit, CancellationToken cancellationToken)
    {
        await BeginAsync("replies", cancellationToken);
        var all = Said(channel, threadTs).Where(message => untilTs is null || string.CompareOrdinal(message.Ts, untilTs) <= 0).ToList();
        IReadOnlyList<SaidMessage> shown = all.Count <= limit ? all : [all[0], .. all.TakeLast(limit - 1)];
        return new ThreadText(shown, all.Count);
    }

    public async Task<SaidMessage?> FindAsync(string channel, string? threadTs, string messageTs, CancellationToken cancellationToken)
    {
        await BeginAsync("message", cancellationToken);
        return Said(channel, threadTs ?? messageTs).FirstOrDefault(message => message.Ts == messageTs);
    }

    public async Task<long?> DownloadAsync(string channel, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken)
    {
        await BeginAsync("file", cancellationToken);
        if (!Files.TryGetValue(file.Id, out var content) || content.Length > maxBytes)
        {
            return null;
        }

        await target.WriteAsync(content, cancellationToken);
        return content.Length;
    }

    private async Task BeginAsync(string what, CancellationToken cancellationToken)
    {
        Calls.Enqueue(what);
        Before(what);
        await Hold(what).WaitAsync(cancellationToken);
    }

    private List<SaidMessage> Said(string channel, string threadTs) => Threads.GetValueOrDefault((channel, threadTs)) ?? [];
}
