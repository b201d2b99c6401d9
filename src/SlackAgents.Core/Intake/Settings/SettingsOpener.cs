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
        var view = await TryOpenAsync(request.Person, triggerId, ofChannel, cancellationToken);
        // To look at a channel's settings is less than to change them.
        var question = ofChannel
            ? new AccessQuestion(request.Person, address.Channel, view is null ? AccessAction.See : AccessAction.Configure)
            : new AccessQuestion(request.Person, request.Person.User, AccessAction.See);
        var decision = await access.DecideAsync(question, cancellationToken);
        if (view is not null)
        {
            var form = !decision.Allowed ? SettingsForms.Message(ofChannel, decision.Sentence!)
                : ofChannel ? forms.Channel(await book.GetChannelAsync(address.Channel, cancellationToken), book.GetConfigured(address.Channel), address.Channel)
                : forms.Person(await book.GetPersonAsync(request.Person, cancellationToken), await BelowAsync(request.Person, address.Channel, cancellationToken), origin);
            await channel.UpdateAsync(request.Person, view, form, cancellationToken);
            return;
        }

        var answer = decision.Allowed
            ? await DescribeAsync(ofChannel, request.Person, address.Channel, cancellationToken)
            : new ReplyContent(decision.Sentence!, [new Paragraph(decision.Sentence!)]);
        await answers.SayAsync(address, request.Key, answer, cancellationToken);
    }

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
                new Buttons([new Button(ofChannel ? SettingsForms.OfChannel : SettingsForms.OfPerson, "Edit", place)]),
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
