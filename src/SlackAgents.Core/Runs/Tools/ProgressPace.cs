namespace SlackAgents.Core.Runs.Tools;

/// <summary>How often one agent may report: a few at once, then one in so many seconds.</summary>
internal sealed class ProgressPace(TimeProvider time)
{
    private const int Burst = 5;
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private double _left = Burst; // under _gate
    private long _filledAt = time.GetTimestamp(); // under _gate

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(Burst, _left + (time.GetElapsedTime(_filledAt, now) / Refill));
            _filledAt = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
