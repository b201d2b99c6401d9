namespace SlackAgents.Core.Runs.Steps;

/// <summary>Written by the reading loop, read by the watch.</summary>
internal sealed class OutputMeter(DateTimeOffset now)
{
    private long _characters;
    private long _lastTicks = now.UtcTicks;

    public long Characters => Interlocked.Read(ref _characters);

    public DateTimeOffset LastAt => new(Interlocked.Read(ref _lastTicks), TimeSpan.Zero);

    public void Count(int characters, DateTimeOffset at)
    {
        Interlocked.Add(ref _characters, characters);
        Interlocked.Exchange(ref _lastTicks, at.UtcTicks);
    }
}
