namespace SlackAgents.Benchmarks.Viewer;

/// <summary>Counts what all readers hear. Thread-safe.</summary>
internal sealed class ReaderTally
{
    private readonly long[] _lags = new long[120_000]; // by milliseconds
    private long _bytes;

    public void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Lag(double milliseconds) => Interlocked.Increment(ref _lags[(int)Math.Clamp(milliseconds, 0, _lags.Length - 1)]);

    public void Reset()
    {
        Array.Clear(_lags);
        Interlocked.Exchange(ref _bytes, 0);
    }

    public ReaderReport Report()
    {
        var events = _lags.Sum();
        return new ReaderReport(events, Interlocked.Read(ref _bytes), Percentile(events / 2), Percentile(events * 99 / 100), Percentile(events - 1));
    }

    private int Percentile(long rank)
    {
        var seen = 0L;
        for (var lag = 0; lag < _lags.Length; lag++)
        {
            seen += _lags[lag];
            if (seen > rank)
            {
                return lag;
            }
        }

        return 0;
    }
}
