namespace SlackAgents.Gateway.Tools;

/// <summary>
/// The body of an answer that may take long. While nothing is written, a comment goes out now and then: clients and what
/// stands between take a silent connection for a dead one after some minutes. Comments mean nothing to a reader of
/// events (html.spec.whatwg.org/multipage/server-sent-events.html) and never get inside of one.
/// </summary>
internal sealed class EventStream(Stream inner) : Stream
{
    private static readonly byte[] Comment = ": waiting\n\n"u8.ToArray();

    private readonly SemaphoreSlim _gate = new(1);
    private bool _betweenEvents = true; // under _gate

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes comments until cancelled.</summary>
    public async Task KeepAliveAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await CommentAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The answer is complete, or the client has left: whoever writes the answer learns it too.
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            _betweenEvents = buffer.Span.EndsWith("\n\n"u8);
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await inner.FlushAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gate.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task CommentAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_betweenEvents)
            {
                await inner.WriteAsync(Comment, cancellationToken);
                await inner.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
