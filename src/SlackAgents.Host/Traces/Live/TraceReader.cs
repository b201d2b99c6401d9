using System.Buffers;
using System.IO.Pipelines;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Traces.Live;

/// <summary>
/// One browser that watches a run. It takes what it has not seen from the feed, in one piece, as fast as its own
/// connection goes. Who is behind what the feed still has reads pages from the store, and who is far behind is sent the
/// newest only: what is between is in the index.
/// </summary>
/// <param name="isWelcome">Whether the reader may still see the run; asked with each sign of life, and when the run has other links.</param>
internal sealed class TraceReader(TraceFeed feed, TraceFrames frames, PipeWriter output, Func<Run, ValueTask<bool>> isWelcome, TimeProvider timeProvider)
{
    /// <summary>Bytes that wait for a slow connection; beyond, the reader waits too.</summary>
    private const int MaxPiece = 32 * 1024;

    /// <summary>Bytes of a page from the store.</summary>
    private const int MaxPage = 256 * 1024;

    /// <summary>Then the browser connects again.</summary>
    private static readonly TimeSpan MaxLength = TimeSpan.FromMinutes(30);

    private static readonly ReadOnlyMemory<byte> Retry = "retry: 2000\n\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> StillHere = ": still here\n\n"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Bye = "event: bye\ndata: {}\n\n"u8.ToArray();

    private readonly long _began = timeProvider.GetTimestamp();
    private long _position;
    private HeadFrame? _head;
    private int _beat;
    private int _unsent;

    /// <summary>Returns when the browser should come back, or need not.</summary>
    public async Task RunAsync(long after, CancellationToken cancellationToken)
    {
        await SendAsync(Retry, cancellationToken);
        await FlushAsync(cancellationToken);
        var state = await ReadyAsync(cancellationToken);
        _beat = state.Beat;
        _position = Math.Min(after, state.Last);
        while (timeProvider.GetElapsedTime(_began) < MaxLength)
        {
            state = feed.State;
            if (!await IsWelcomeAsync(state))
            {
                await SendAsync(Bye, cancellationToken);
                await FlushAsync(cancellationToken);
                return;
            }

            await SendNewsAsync(state, cancellationToken);

            if (_position >= state.Last)
            {
                await state.Next.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task<FeedState> ReadyAsync(CancellationToken cancellationToken)
    {
        while (feed.State is { Last: < 0 } unknown)
        {
            await unknown.Next.WaitAsync(cancellationToken);
        }

        return feed.State;
    }

    private async Task SendNewsAsync(FeedState state, CancellationToken cancellationToken)
    {
        if (state.Last - _position > TraceFeed.MaxBehind)
        {
            _position = state.Last - 1;
        }

        if (_position + 1 < state.First)
        {
            await SendPageAsync(state, cancellationToken);
        }
        else
        {
            foreach (var chunk in state.Chunks.Where(chunk => chunk.Last > _position))
            {
                await SendAsync(chunk.From(_position + 1), cancellationToken);
                _position = chunk.Last;
            }
        }

        if (state.Head is { } head && !ReferenceEquals(head, _head))
        {
            await SendAsync(head.Bytes, cancellationToken);
            _head = head;
        }

        if (_beat != state.Beat)
        {
            await SendAsync(StillHere, cancellationToken);
            _beat = state.Beat;
        }

        await FlushAsync(cancellationToken);
    }

    private async Task SendPageAsync(FeedState state, CancellationToken cancellationToken)
    {
        var page = await frames.ReadAsync(feed.Run, _position + 1, Math.Min(state.Last, state.First - 1), MaxPage, cancellationToken);
        if (page is not null)
        {
            await SendAsync(page.From(page.First), cancellationToken);
        }

        // What is not there never comes.
        _position = page?.Last ?? state.First - 1;
    }

    private async ValueTask<bool> IsWelcomeAsync(FeedState state) =>
        state.Head is not { } head
        || (_beat == state.Beat && _head?.Run.LinkGeneration == head.Run.LinkGeneration)
        || await isWelcome(head.Run);

    /// <summary>Hands over in pieces, waiting for room for each; the last one goes with the next flush.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            if (_unsent >= MaxPiece)
            {
                await FlushAsync(cancellationToken);
            }

            var piece = bytes[..Math.Min(bytes.Length, MaxPiece - _unsent)];
            output.Write(piece.Span);
            _unsent += piece.Length;
            bytes = bytes[piece.Length..];
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_unsent > 0)
        {
            _unsent = 0;
            await output.FlushAsync(cancellationToken);
        }
    }
}
