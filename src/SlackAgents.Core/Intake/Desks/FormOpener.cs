using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>
/// Opens forms. A trigger is good for three seconds (docs.slack.dev/surfaces/modals), so something is shown before
/// anybody is asked anything, whether the person may see more included; the form itself follows when it is known.
/// </summary>
internal sealed class FormOpener(IFormChannel forms, PrivateAnswers answers)
{
    /// <summary>What is shown while the form is made: nothing can be sent with it.</summary>
    public static Form Moment(string id, string title) => Notice(id, title, "One moment…");

    /// <summary>A form that says something and asks nothing.</summary>
    public static Form Notice(string id, string title, string sentence) => new(id, title, Submit: null, Context: string.Empty, [new FormText(sentence)]);

    /// <param name="fill">Makes the form; may take its time.</param>
    public async Task OpenAsync(FormOpening opening, Func<Task<Form>> fill, CancellationToken cancellationToken)
    {
        if (await TryOpenAsync(opening, cancellationToken) is not { } view)
        {
            // The trigger dies before a second attempt could use it, so there is none.
            await answers.SayAsync(opening.Address, opening.Key, $"The form could not be opened: Slack gives three seconds for it, and they are over. {opening.Again}", cancellationToken);
            return;
        }

        try
        {
            await forms.UpdateAsync(opening.Person, view, await fill(), cancellationToken);
        }
        catch (Exception exception) when (exception is ReplyException or RepositoryException)
        {
            await answers.SayAsync(opening.Address, opening.Key, $"The form could not be filled, because Slack or GitHub does not answer. Close it. {opening.Again}", cancellationToken);
        }
    }

    private async Task<string?> TryOpenAsync(FormOpening opening, CancellationToken cancellationToken)
    {
        try
        {
            return opening.TriggerId is { } trigger ? await forms.OpenAsync(opening.Person, trigger, opening.Moment, cancellationToken) : null;
        }
        catch (ReplyException)
        {
            return null;
        }
    }
}
