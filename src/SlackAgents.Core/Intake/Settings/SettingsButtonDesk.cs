using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Opens the forms from buttons. A channel's opens for the channel where the button stands, whatever its value says.</summary>
internal sealed class SettingsButtonDesk(SettingsOpener opener, PrivateAnswers answers) : IButtonDesk
{
    public IReadOnlyCollection<string> Actions { get; } = [SettingsForms.OfPerson, SettingsForms.OfChannel];

    public Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        var ofChannel = click.Action == SettingsForms.OfChannel;
        return click.IsHome && ofChannel
            ? answers.SayAsync(address, click.Key, "The App Home belongs to no channel. Say `/agent settings channel` in the channel that you mean.", cancellationToken)
            : opener.ShowAsync(ofChannel, click, click.TriggerId, address, click.IsHome ? string.Empty : click.Channel, cancellationToken);
    }
}
