using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>A request that waits for its repository.</summary>
internal sealed record RunDraft
{
    public required RunRequest Request { get; init; }

    /// <summary>Key of the click that started it; null while it waits.</summary>
    public string? StartedBy { get; init; }

    /// <summary>The repository that was chosen.</summary>
    public RepositoryName? Repository { get; init; }
}
