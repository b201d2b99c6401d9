using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs;

/// <summary>One prompt and the work on it: the task itself is turn 1, each follow-up is a further one.</summary>
internal sealed record Turn
{
    public required RunId Run { get; init; }

    /// <summary>From 1; gives the order in which follow-ups are delivered.</summary>
    public required int Number { get; init; }

    public required TurnState State { get; init; }

    public required string Prompt { get; init; }

    /// <summary>UUID under which the prompt is sent to the harness.</summary>
    public required string PromptId { get; init; }

    public required PersonId Author { get; init; }

    /// <summary>Display name of the author, for attribution.</summary>
    public required string AuthorName { get; init; }

    /// <summary><c>ts</c> of the Slack message it came from, where reactions go; null for a slash command.</summary>
    public string? MessageTs { get; init; }

    /// <summary>When the author wants it delivered.</summary>
    public TurnDelivery Delivery { get; init; }

    /// <summary>The turn that took it in while it ran; null unless <see cref="State"/> is <see cref="TurnState.Joined"/>.</summary>
    public int? JoinedTurn { get; init; }

    /// <summary>Files that came with it.</summary>
    public IReadOnlyList<MessageFile> Files { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public ReasonCode? Reason { get; init; }
}
