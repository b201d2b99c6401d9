namespace SlackAgents.Testing.Fakes;

/// <summary>Whether one process of the product lives.</summary>
internal sealed class ProcessLife
{
    private readonly TaskCompletionSource _buried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _dead;

    public bool IsAlive => !_dead;

    /// <summary>From here on nothing it does has an effect outside.</summary>
    public void Kill() => _dead = true;

    /// <summary>Lets the remains unwind.</summary>
    public void Bury() => _buried.TrySetResult();

    /// <summary>A call that was never answered, because the process died in it.</summary>
    public async Task<TResult> LostAsync<TResult>()
    {
        await _buried.Task;
        throw new IOException("This process was killed.");
    }
}
