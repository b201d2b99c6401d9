namespace SlackAgents.Benchmarks.Stage;

/// <summary>Waits for what has no event.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new BenchException($"Waited {limit.TotalSeconds:0} s in vain until {what}.");
            }

            await PauseAsync(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    public static Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, TimeProvider.System, cancellationToken);
}
