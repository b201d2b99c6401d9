using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Carries out clicks that are no order to a run under way. Asks itself who may.</summary>
internal interface IButtonDesk
{
    /// <summary>Actions of the buttons and pickers that it serves.</summary>
    IReadOnlyCollection<string> Actions { get; }

    Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken);
}
