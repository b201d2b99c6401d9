using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Takes clicks on the answers to an agent's question.</summary>
internal sealed class AnswerDesk(RunDesk runs, QuestionDesk questions, AccessPolicy access, PrivateAnswers answers) : IButtonDesk
{
    public IReadOnlyCollection<string> Actions { get; } = [QuestionMessages.Action];

    public async Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(QuestionDesk.RunOf(click), click, cancellationToken) is not { } run)
        {
            await answers.SayAsync(address, click.Key, "I do not know this run any more. Use `/agent list` to see your runs.", cancellationToken);
            return;
        }

        var decision = await access.DecideAsync(new AccessQuestion(click.Person, click.Channel, AccessAction.Control, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, click.Key, decision.Sentence!, cancellationToken);
            return;
        }

        await questions.AnswerAsync(run, click, new Requester(click.Person, decision.DisplayName), address, cancellationToken);
    }
}
