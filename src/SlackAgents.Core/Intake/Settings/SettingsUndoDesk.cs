using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Takes a change of a channel's settings back, for whom the access rules let configure it.</summary>
internal sealed class SettingsUndoDesk(SettingsBook book, SettingsAudit audit, AccessPolicy access, PrivateAnswers answers) : IButtonDesk
{
    public IReadOnlyCollection<string> Actions { get; } = [SettingsAudit.UndoAction];

    public async Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(click.Person, click.Channel, AccessAction.Configure), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, click.Key, decision.Sentence!, cancellationToken);
            return;
        }

        var who = new Requester(click.Person, decision.DisplayName);
        var (result, undone, change) = await book.UndoAsync(click.Channel, click.Value, click.Key, who, cancellationToken);
        if (result == UndoResult.Undone && undone is not null && change is not null)
        {
            await audit.AnnounceUndoAsync(click.Channel, undone, change, cancellationToken);
            return;
        }

        await answers.SayAsync(
            address,
            click.Key,
            result switch
            {
                UndoResult.UndoneBefore => "This change was taken back already.",
                UndoResult.ChangedSince => "The settings were changed again since, so this was not undone. Say `/agent settings channel` to see and change them.",
                UndoResult.TooOld => "This change is older than 24 hours, so it was not undone. Say `/agent settings channel` to change the settings.",
                _ => "I do not know this change any more. Say `/agent settings channel` to see what is set.",
            },
            cancellationToken);
    }
}
