using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>What is known of a run before its form comes back.</summary>
internal sealed record NewRunDraft
{
    /// <summary>The run that it becomes, however often it is sent.</summary>
    public required RunId RunId { get; init; }

    /// <summary>The only one who may send it.</summary>
    public required PersonId Person { get; init; }

    /// <summary>Where the card goes; null when the form asks for it.</summary>
    public string? Channel { get; init; }

    public string? ThreadTs { get; init; }

    /// <summary>The message that it is about.</summary>
    public string? MessageTs { get; init; }

    public IReadOnlyList<MessageFile> Files { get; init; } = [];

    public RequestSurface Surface { get; init; }

    /// <summary>The repository that the form came with; null for none.</summary>
    public RepositoryName? Proposed { get; init; }

    /// <summary>How that was chosen.</summary>
    public string? ProposedHow { get; init; }
}
