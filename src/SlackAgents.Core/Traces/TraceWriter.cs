using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// The only way into the trace. One queue keeps the order of a run's events whatever side they come from: a harness's
/// output is waited for (its cursor must not run ahead of it), what the gateway and the host tell rides along. What is
/// queued is stored in batches, secrets are taken out before, and viewers hear of it after the commit. When the store
/// refuses, it is tried again until the host stops: those who wait then wait longer, and nothing is lost.
/// </summary>
internal sealed partial class TraceWriter : IHostedService, IDisposable
{
    /// <summary>Characters that may wait without anybody waiting for them. Beyond, events are counted and left out.</summary>
    internal const long MaxWaiting = 32 * 1024 * 1024;

    private const int MaxBatch = 1000;
    private const long MaxBatchSize = 8 * 1024 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ITraceStore _store;
    private readonly TraceHub _hub;
    private readonly TraceRedactor _redactor;
    private readonly TimeProvider _time;
    private readonly ILogger<TraceWriter> _logger;
    private readonly TraceOverflow _overflow = new(MaxWaiting);
    private readonly Channel<TraceWrite> _queue = Channel.CreateUnbounded<TraceWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    /// <param name="redact">Takes secrets out of a text, by value and by shape. Called on the threads of those who write.</param>
    public TraceWriter(ITraceStore store, TraceHub hub, Func<string, string> redact, TimeProvider time, ILogger<TraceWriter> logger)
    {
        _store = store;
        _hub = hub;
        _redactor = new TraceRedactor(redact);
        _time = time;
        _logger = logger;
    }

    /// <summary>Adds an event without waiting for it. Never blocks; before the writer was started, it is kept.</summary>
    public void Write(RunId run, TraceEntry entry)
    {
        var write = TraceWrite.Of(run, [_redactor.Redact(entry)], cursor: null, done: null);
        if (_overflow.TryEnter(write) && !_queue.Writer.TryWrite(write))
        {
            Log.AfterStop(_logger, run, entry.Event.GetType().Name);
        }
    }

    /// <summary>
    /// Adds events and returns when they, what was written to the run before, and <paramref name="cursor"/> are durable.
    /// After a cancellation they may still be stored; writing them again with the same keys adds nothing.
    /// </summary>
    public Task WriteAsync(RunId run, IReadOnlyList<TraceEntry> entries, string? cursor, CancellationToken cancellationToken)
    {
        // Continuations run elsewhere: they must not hold up the loop.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = TraceWrite.Of(run, [.. entries.Select(_redactor.Redact)], cursor, done);
        return _queue.Writer.TryWrite(write)
            ? done.Task.WaitAsync(cancellationToken)
            : Task.FromException(new InvalidOperationException("The trace writer has stopped."));
    }

    /// <summary>Returns when everything that was written to the run so far is durable.</summary>
    public Task FlushAsync(RunId run, CancellationToken cancellationToken) => WriteAsync(run, [], cursor: null, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Stores what is queued, then stops. When <paramref name="cancellationToken"/> comes first, retrying ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await using (cancellationToken.Register(_stopping.Cancel))
        {
            await _loop;
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        var batch = new List<TraceWrite>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Fill(batch);
            await Task.WhenAll(batch.GroupBy(write => write.Run).Select(StoreAsync));
            batch.Clear();
        }
    }

    private void Fill(List<TraceWrite> batch)
    {
        var entries = 0;
        var size = 0L;
        while (entries < MaxBatch && size < MaxBatchSize && _queue.Reader.TryRead(out var write))
        {
            batch.Add(write);
            entries += write.Entries.Count;
            size += write.Size;
        }
    }

    /// <summary>Stores what one run has in the batch, in order, in one transaction.</summary>
    private async Task StoreAsync(IGrouping<RunId, TraceWrite> writes)
    {
        var entries = writes.SelectMany(write => write.Entries).ToList();
        if (_overflow.TakeNotice(writes.Key, _time.GetUtcNow()) is { } notice)
        {
            entries.Add(notice);
        }

        var cursor = writes.Select(write => write.Cursor).LastOrDefault(text => text is not null);
        var failure = await AppendAsync(writes.Key, entries, cursor);
        foreach (var write in writes)
        {
            End(write, failure);
        }
    }

    private void End(TraceWrite write, Exception? failure)
    {
        if (write.Done is null)
        {
            _overflow.Leave(write);
        }
        else if (failure is null)
        {
            write.Done.TrySetResult();
        }
        else
        {
            write.Done.TrySetException(failure);
        }
    }

    /// <returns>Null, or why it could not be stored before the host had to stop.</returns>
    private async Task<Exception?> AppendAsync(RunId run, List<TraceEntry> entries, string? cursor)
    {
        if (entries.Count == 0 && cursor is null)
        {
            return null;
        }

        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var added = await _store.AppendAsync(run, entries, cursor, CancellationToken.None);
                if (added.Count > 0)
                {
                    _hub.Publish(run);
                }

                return null;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                Log.StoreFailed(_logger, run, entries.Count, pause, exception);
            }
            catch (Exception exception)
            {
                Log.Lost(_logger, run, entries.Count, exception);
                return exception;
            }

            await PauseAsync(pause);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host has to stop: one more attempt, at once.
            Log.LastAttempt(_logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} trace events of run {Run} could not be stored; trying again in {Pause}.")]
        public static partial void StoreFailed(ILogger logger, RunId run, int count, TimeSpan pause, Exception exception);

        [LoggerMessage(2, LogLevel.Critical, "{Count} trace events of run {Run} are lost: the database refused them until the host had to stop.")]
        public static partial void Lost(ILogger logger, RunId run, int count, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "A trace event of run {Run} ({Kind}) came after the trace writer had stopped.")]
        public static partial void AfterStop(ILogger logger, RunId run, string kind);

        [LoggerMessage(4, LogLevel.Information, "Storing the trace a last time before the host stops.")]
        public static partial void LastAttempt(ILogger logger);
    }
}
