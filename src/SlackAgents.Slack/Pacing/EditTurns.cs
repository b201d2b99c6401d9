namespace SlackAgents.Slack.Pacing;

/// <summary>Lets one edit of a message through at a time. Messages share a fixed number of places, so a busy one may hold up another for one call.</summary>
internal sealed class EditTurns
{
    private const int Places = 256;

    private readonly SemaphoreSlim[] _places = [.. Enumerable.Range(0, Places).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> EnterAsync(string message, CancellationToken cancellationToken)
    {
        var place = _places[(uint)string.GetHashCode(message, StringComparison.Ordinal) % Places];
        await place.WaitAsync(cancellationToken);
        return new Turn(place);
    }

    private sealed class Turn(SemaphoreSlim place) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                place.Release();
            }
        }
    }
}
