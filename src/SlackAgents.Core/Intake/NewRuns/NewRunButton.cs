using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>A button that asks for the form of a new run, in the App Home or under a message.</summary>
internal sealed class NewRunButton(NewRunForms forms) : IButtonDesk
{
    public const string Action = "new_run";

    public IReadOnlyCollection<string> Actions { get; } = [Action];

    public Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken) => forms.OpenAsync(
        new NewRunStart(
            click.Key,
            click.Person,
            click.TriggerId,
            address,
            click.IsHome ? RequestSurface.Home : RequestSurface.Modal,
            click.IsHome ? null : click.Channel,
            click.ThreadTs,
            About: null,
            "Click again."),
        cancellationToken);
}
