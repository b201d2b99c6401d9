using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>
/// Shows settings: in a form where there is a trigger, else in words with a button that has one. The form is opened
/// before anything is looked up, because a trigger is good for three seconds (docs.slack.dev/surfaces/modals).
/// </summary>
internal sealed class SettingsOpener(SettingsBook book, SettingsForms forms, SettingWords words, IFormChannel channel, AccessPolicy access, PrivateAnswers answers)
{
    /// <param name="origin">Comes back with a person's answers: the channel where it was asked for, or empty in the App Home.</param>
    public async Task ShowAsync(bool ofChannel, IPersonRequest request, string? triggerId, PrivateAddress address, string origin, CancellationToken cancellationToken)
    {
        if (await TryOpenAsync(request.Person, triggerId, ofChannel, cancellationToken) is { } view)
        {
            await channel.UpdateAsync(request.Person, view, await FillAsync(ofChannel, request.Person, address.Channel, origin, cancellationToken), cancellationToken);
            return;
        }

        // To look at a channel's settings is less than to change them.
        var decision = await DecideAsync(ofChannel, request.Person, address.Channel, AccessAction.See, cancellationToken);
        var answer = decision.Allowed
            ? await DescribeAsync(ofChannel, request.Person, address.Channel, cancellationToken)
            : new ReplyContent(decision.Sentence!, [new Paragraph(decision.Sentence!)]);
        await answers.SayAsync(address, request.Key, answer, cancellationToken);
    }

    private async Task<Form> FillAsync(bool ofChannel, PersonId person, string place, string origin, CancellationToken cancellationToken)
    {
        try
        {
            var decision = await DecideAsync(ofChannel, person, place, AccessAction.Configure, cancellationToken);
            return !decision.Allowed ? SettingsForms.Message(ofChannel, decision.Sentence!)
                : ofChannel ? forms.Channel(await book.GetChannelAsync(place, cancellationToken), book.GetConfigured(place), place)
                : forms.Person(await book.GetPersonAsync(person, cancellationToken), await BelowAsync(person, place, cancellationToken), origin);
        }
        catch (ReplyException)
        {
            // Somebody looks at the empty form; tried again, the request would have no trigger any more.
            return SettingsForms.Message(ofChannel, "Slack does not tell me who may see this right now. Close this and try again in a minute.");
        }
    }

    /// <summary>A person's own settings belong to no channel.</summary>
    private Task<AccessDecision> DecideAsync(bool ofChannel, PersonId person, string place, AccessAction action, CancellationToken cancellationToken) =>
        access.DecideAsync(ofChannel ? new AccessQuestion(person, place, action) : new AccessQuestion(person, person.User, AccessAction.See), cancellationToken);

    private async Task<string?> TryOpenAsync(PersonId person, string? triggerId, bool ofChannel, CancellationToken cancellationToken)
    {
        if (triggerId is null)
        {
            return null;
        }

        try
        {
            return await channel.OpenAsync(person, triggerId, SettingsForms.Message(ofChannel, "One moment…"), cancellationToken);
        }
        catch (ReplyException exception) when (exception.Failure is ReplyFailure.Gone)
        {
            return null; // too late, or used by an earlier handling of the same request
        }
    }

    private async Task<ReplyContent> DescribeAsync(bool ofChannel, PersonId person, string place, CancellationToken cancellationToken)
    {
        var facts = ofChannel
            ? words.Facts(await book.GetChannelAsync(place, cancellationToken), book.GetConfigured(place))
            : words.Facts(await book.GetPersonAsync(person, cancellationToken), await BelowAsync(person, place, cancellationToken));
        var title = ofChannel ? "The settings of this channel" : "Your settings";
        return new ReplyContent(
            title,
            [
                new Paragraph(title),
                new Facts(facts),
                new Buttons(ofChannel
                    ? [new Button(SettingsForms.OfChannel, "Edit", place)]
                    : [new Button(SettingsForms.OfPerson, "Edit", place), new Button(SettingsForms.OfChannel, "Edit the channel's", place)]),
                new Note(ofChannel ? "`settings` shows your own." : "`settings channel` shows those of this channel."),
            ]);
    }

    /// <summary>What counts for a person in this place as far as they have set nothing themselves.</summary>
    private async Task<DefaultLayers> BelowAsync(PersonId person, string place, CancellationToken cancellationToken)
    {
        var layers = await book.GetLayersAsync(person, place, thread: null, cancellationToken);
        return new DefaultLayers(new RunDefaults(), new RunDefaults(), layers.Channel, layers.Workspace);
    }
}
