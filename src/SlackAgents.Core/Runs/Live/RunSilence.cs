namespace SlackAgents.Core.Runs.Live;

/// <summary>When a turn that says nothing is worth a word on its card. At the third limit it fails, see <see cref="RunsOptions.PrepareTimeout"/> and <see cref="RunsOptions.SilenceTimeout"/>.</summary>
internal static class RunSilence
{
    /// <summary>Without the agent's first word: the card says which step it is in.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(20);

    /// <summary>Without any word: the card says so, and the last thing that is known.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    /// <summary>Time without a word of the agent; nothing while it waits for a person.</summary>
    public static TimeSpan Of(LiveRun live, DateTimeOffset now) =>
        live.WaitsForPerson ? TimeSpan.Zero : now - (live.Progress.HeardAt ?? live.Progress.Since);

    /// <summary>0: nothing to say; it rises with the limits that were passed.</summary>
    public static int LevelOf(LiveRun live, DateTimeOffset now)
    {
        var silence = Of(live, now);
        return silence >= Long ? 2 : silence >= First && live.Progress.HeardAt is null ? 1 : 0;
    }
}
