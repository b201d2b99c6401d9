using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>What the card shows of a turn under way. Replaced whole; never changed.</summary>
/// <param name="Step">The step it is in, for people.</param>
/// <param name="Activity">The last thing the agent did, one line; data, not ours.</param>
internal sealed record RunProgress(string Step, DateTimeOffset StepSince, string? Activity, IReadOnlyList<TodoItem> Todo)
{
    /// <summary>What the agent itself reported last, one line; data, not ours.</summary>
    public string? Report { get; init; }

    /// <summary>The agent's last event of this turn; null before the first.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Since when this turn is under way here.</summary>
    public DateTimeOffset Since { get; init; } = StepSince;

    /// <summary>The last thing that is known of a turn that does not speak, one line; data, not ours.</summary>
    public string? LastKnown { get; init; }

    public static RunProgress Starting(DateTimeOffset now) => new("starting", now, null, []);
}
