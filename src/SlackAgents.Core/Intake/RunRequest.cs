using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>What somebody asked for, the same whatever surface it came from.</summary>
internal sealed record RunRequest
{
    /// <summary>The run this becomes. Chosen once, from the inbox entry, so that a repeated handling makes the same run.</summary>
    public required RunId RunId { get; init; }

    /// <summary>Unique per request (for example <c>inbox:42</c>): a second run with the same key is not created.</summary>
    public required string RequestKey { get; init; }

    public required Requester Requester { get; init; }

    /// <summary>Slack channel id where the card goes.</summary>
    public required string Channel { get; init; }

    /// <summary>Root of the thread it was asked in, or null to start one.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The task in the person's words, options taken out. Never empty, at most <see cref="RequestLimits.MaxTaskLength"/> characters.</summary>
    public required string Task { get; init; }

    public required RunOptions Options { get; init; }

    /// <summary>How the options came to name a repository, for the card; null when it was typed.</summary>
    public string? RepositoryHow { get; init; }

    public RequestSurface Surface { get; init; }

    /// <summary>The message that it was asked with or about, for the context; null where there is none.</summary>
    public string? MessageTs { get; init; }

    public IReadOnlyList<MessageFile> Files { get; init; } = [];

    public RunId? ForkedFrom { get; init; }

    /// <summary>Where a private answer to this request goes.</summary>
    public required PrivateAddress ReplyTo { get; init; }
}
