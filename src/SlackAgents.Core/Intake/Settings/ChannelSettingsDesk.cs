using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Takes a channel's settings, from whom the access rules let configure it.</summary>
internal sealed class ChannelSettingsDesk(SettingsBook book, SettingsAnswers form, SettingsAudit audit, AccessPolicy access, PrivateAnswers answers) : IFormDesk
{
    public string FormId => SettingsForms.OfChannel;

    public IReadOnlyDictionary<string, string> Check(FormSubmission submission) => form.ReadChannel(submission).Problems;

    public async Task SubmitAsync(FormSubmission submission, CancellationToken cancellationToken)
    {
        var channel = submission.Context;
        var address = new PrivateAddress(submission.Person, channel, null, null);
        var decision = await access.DecideAsync(new AccessQuestion(submission.Person, channel, AccessAction.Configure), cancellationToken);
        if (!decision.Allowed)
        {
            // The channel may be one that they cannot see.
            await answers.SayAsync(address with { Channel = submission.Person.User }, submission.Key, decision.Sentence!, cancellationToken);
            return;
        }

        var (settings, problems) = form.ReadChannel(submission);
        if (problems.Count > 0)
        {
            // Good when it was checked: something was taken out of the installation in between.
            await answers.SayAsync(address, submission.Key, $"The channel's settings were not changed. {string.Join(' ', problems.Values)}", cancellationToken);
            return;
        }

        var who = new Requester(submission.Person, decision.DisplayName);
        if (await book.ChangeChannelAsync(channel, settings, submission.Key, who, cancellationToken) is { } change)
        {
            await audit.AnnounceAsync(channel, change, cancellationToken);
        }
        else
        {
            await answers.SayAsync(address, submission.Key, "Nothing was changed: the channel's settings are so already.", cancellationToken);
        }
    }
}
