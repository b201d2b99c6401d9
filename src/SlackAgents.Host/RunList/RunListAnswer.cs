namespace SlackAgents.Host.RunList;

/// <summary>The list as the page is told it (<c>src/viewer/src/pages/runs/answer.ts</c>).</summary>
internal sealed record RunListAnswer
{
    /// <summary>The host's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    public required ListViewer Viewer { get; init; }

    /// <summary>At work, the newest first.</summary>
    public required IReadOnlyList<ListedRun> Active { get; init; }

    /// <summary>Waiting for a sandbox, in the order in which they come.</summary>
    public required IReadOnlyList<ListedRun> Queued { get; init; }

    /// <summary>At rest, the newest first.</summary>
    public required IReadOnlyList<ListedRun> Recent { get; init; }

    /// <summary>Where <see cref="Recent"/> goes on; null at its end.</summary>
    public string? Before { get; init; }

    /// <summary>Something was left out because nobody could say whether it may be shown.</summary>
    public bool? Incomplete { get; init; }

    public required ListChoices Choices { get; init; }

    /// <summary>Only when asked for.</summary>
    public ListCosts? Costs { get; init; }

    /// <summary>Only for operators.</summary>
    public OperatorView? Operator { get; init; }
}

internal sealed record ListViewer(string Name, string Id, bool Operator);

internal sealed record ListName(string Id, string Name);

internal sealed record ListPullRequest(int? Number, Uri Url, string? State, string? Checks);

internal sealed record ListChanges(int Files, int Added, int Removed);

/// <summary>A run in the list.</summary>
/// <param name="Link">Address of its page, relative to the list's.</param>
internal sealed record ListedRun(string Id, string Title, string State, string Link, DateTimeOffset CreatedAt, DateTimeOffset StateSince)
{
    public required ListName Requester { get; init; }

    public required ListName Channel { get; init; }

    public required string Repository { get; init; }

    public required string Harness { get; init; }

    public required string Model { get; init; }

    public required decimal CostUsd { get; init; }

    public required int Turn { get; init; }

    /// <summary>Why it is at rest, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>What goes on at this moment, one line.</summary>
    public string? Step { get; init; }

    /// <summary>In the queue, from 1.</summary>
    public int? Position { get; init; }

    /// <summary>Somebody has to answer or decide.</summary>
    public bool? Waits { get; init; }

    public ListPullRequest? PullRequest { get; init; }

    public ListChanges? Changes { get; init; }
}

/// <summary>What can be chosen in the filters: only what the viewer may see.</summary>
internal sealed record ListChoices(IReadOnlyList<ListName> People, IReadOnlyList<ListName> Channels, IReadOnlyList<string> Repositories);

/// <summary>What the runs that the viewer may see cost.</summary>
/// <param name="Days">One for each day (UTC), the oldest first.</param>
internal sealed record ListCosts(decimal TotalUsd, IReadOnlyList<ListCost> Days, IReadOnlyList<ListCost> Repositories, IReadOnlyList<ListCost> People);

/// <param name="Name">A day, a repository, or a person.</param>
internal sealed record ListCost(string Name, decimal Usd, int Runs);
