using SlackAgents.Slack.Diagnosis;

namespace SlackAgents.Host.Doctor;

/// <summary>The Slack token, its scopes, and the way in.</summary>
internal sealed class SlackDoctorCheck(SlackDoctor slack) : IDoctorCheck
{
    public string Area => "Slack";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
        [.. (await slack.CheckAsync(cancellationToken)).Select(check => check switch
        {
            { Passed: true, Fix: null } => Finding.Good(Area, check.Sentence),
            { Passed: true } => Finding.Advice(Area, check.Sentence, check.Fix),
            _ => Finding.Bad(Area, check.Sentence, check.Fix ?? "Mend what the sentence names."),
        })];
}
