using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Home;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Takes a person's settings.</summary>
internal sealed class PersonSettingsDesk(SettingsBook book, SettingsAnswers form, AccessPolicy access, HomeAudience homes, PrivateAnswers answers) : IFormDesk
{
    public string FormId => SettingsForms.OfPerson;

    public IReadOnlyDictionary<string, string> Check(FormSubmission submission) => form.ReadPerson(submission).Problems;

    public async Task SubmitAsync(FormSubmission submission, CancellationToken cancellationToken)
    {
        var person = submission.Person;
        var inHome = submission.Context.Length == 0;
        var address = new PrivateAddress(person, inHome ? person.User : submission.Context, null, null);
        var decision = await access.DecideAsync(new AccessQuestion(person, person.User, AccessAction.See), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address with { Channel = person.User }, submission.Key, decision.Sentence!, cancellationToken);
            return;
        }

        var (settings, problems) = form.ReadPerson(submission);
        if (problems.Count > 0)
        {
            // Good when it was checked: something was taken out of the installation in between.
            await answers.SayAsync(address, submission.Key, $"Your settings were not changed. {string.Join(' ', problems.Values)}", cancellationToken);
            return;
        }

        await book.SetPersonAsync(person, settings, cancellationToken);
        homes.Touch(person);
        if (!inHome)
        {
            await answers.SayAsync(address, submission.Key, "Your settings are saved. They count for runs that you start from now on.", cancellationToken);
        }
    }
}
