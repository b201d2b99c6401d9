using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>Takes the form of a new run: it makes the request that the same words would have made anywhere else.</summary>
internal sealed class NewRunDesk(HarnessCatalog harnesses, NewRunDrafts drafts, AccessPolicy access, IPersonDirectory people, RunAdmission admission, PrivateAnswers answers) : IFormDesk
{
    private readonly OptionValues _values = new(harnesses.Words);

    public string FormId => NewRunForm.Id;

    public IReadOnlyDictionary<string, string> Check(FormSubmission submission) => NewRunAnswers.Read(submission, _values).Problems;

    public async Task SubmitAsync(FormSubmission submission, CancellationToken cancellationToken)
    {
        var direct = new PrivateAddress(submission.Person, submission.Person.User, null, null);
        if (await drafts.FindAsync(submission.Context, cancellationToken) is not { } draft || draft.Person != submission.Person)
        {
            await answers.SayAsync(direct, submission.Key, "This form is older than a day, so nothing was started. Open it again with `/agent`.", cancellationToken);
            return;
        }

        var filled = NewRunAnswers.Read(submission, _values);
        if (filled.Problems.Count > 0)
        {
            await answers.SayAsync(direct, submission.Key, $"Nothing was started. {string.Join(' ', filled.Problems.Values)}", cancellationToken);
            return;
        }

        var channel = draft.Channel ?? submission.Values.GetValueOrDefault(NewRunForm.Where) ?? submission.Person.User;
        var decision = await access.DecideAsync(new AccessQuestion(submission.Person, channel, AccessAction.Start), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(direct, submission.Key, decision.Sentence!, cancellationToken);
            return;
        }

        // The person's own id stands for their direct messages, which have an id of their own where replies come from.
        var place = channel == submission.Person.User ? (await people.FindChannelAsync(channel, cancellationToken))?.Id ?? channel : channel;
        await StartAsync(submission, draft, filled, new Requester(submission.Person, decision.DisplayName), place, cancellationToken);
    }

    private async Task StartAsync(FormSubmission submission, NewRunDraft draft, NewRunAnswers filled, Requester who, string channel, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(submission.Person, channel, draft.ThreadTs, null);
        var (options, how) = Options(draft, filled);
        var admitted = await admission.AdmitAsync(
            new RunRequest
            {
                RunId = draft.RunId,
                RequestKey = $"{NewRunForm.Id}/{submission.Context}",
                Requester = who,
                Channel = channel,
                ThreadTs = draft.ThreadTs,
                Task = filled.Task,
                Options = options,
                RepositoryHow = how,
                ReplyTo = address,
                Surface = draft.Surface,
                MessageTs = draft.MessageTs,
                Files = draft.Files,
            },
            cancellationToken);
        if (!admitted.Admitted)
        {
            await answers.SayAsync(address, submission.Key, admitted.Answer, cancellationToken);
        }
        else if (filled.HiddenRemoved > 0)
        {
            await answers.SayAsync(address, submission.Key, TaskNotices.HiddenRemoved(filled.HiddenRemoved), cancellationToken);
        }
    }

    /// <summary>Fields win over what was typed, except for a proposal of ours that nobody touched.</summary>
    private static (RunOptions Options, string? How) Options(NewRunDraft draft, NewRunAnswers filled)
    {
        var isTyped = filled.Typed.Repository is not null || filled.Typed.RepositoryWord is not null;
        var isUntouched = filled.Chosen.Repository is { } chosen && chosen == draft.Proposed;
        return isTyped && isUntouched ? (TaskText.Over(filled.Chosen with { Repository = null }, filled.Typed), null)
            : (TaskText.Over(filled.Chosen, filled.Typed), filled.Chosen.Repository is null ? null : isUntouched ? draft.ProposedHow : "you chose it");
    }
}
