using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Starts a fork that was confirmed. Everything is asked again: a day may have passed.</summary>
internal sealed class ForkConfirmDesk(ForkConfirmations confirmations, IRunStore store, AccessPolicy access, Forks forks, PrivateAnswers answers) : IButtonDesk
{
    public IReadOnlyCollection<string> Actions { get; } = [ForkConfirmations.Action];

    public async Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await confirmations.FindAsync(click.Value, click.Person, cancellationToken) is not { } draft
            || await store.GetAsync(draft.Run, cancellationToken) is not { } source)
        {
            await answers.SayAsync(address, click.Key, "This question is over. Say `fork #channel` again in the run's thread.", cancellationToken);
            return;
        }

        var fork = draft.ToCommand();
        var asked = new AccessQuestion(click.Person, click.Channel, AccessAction.See, source.Requester, source.Repository) { RunChannel = source.Channel };
        var seeing = await access.DecideAsync(asked, cancellationToken);
        if ((seeing.Sentence ?? await forks.RefusalAsync(source, fork, draft.Channel, click.Person, cancellationToken)) is { } sentence)
        {
            await answers.SayAsync(address, click.Key, sentence, cancellationToken);
            return;
        }

        await forks.StartAsync(source, fork, draft.Channel, draft.Key, new Requester(click.Person, seeing.DisplayName), address, cancellationToken);
    }
}
