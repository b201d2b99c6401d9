using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>
/// What it means that somebody changed or deleted what they had said. Only what was taken counts: an edit never becomes
/// an order, nor a first word to the agent.
/// </summary>
internal sealed class EditDesk(IRunStore store, EditReader reader, AccessPolicy access, FollowUpEdits followUps, ReplyOptions options, PrivateAnswers answers)
{
    public async Task EditAsync(Run run, MessageEdited edited, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, edited.MessageTs, edited.Person, cancellationToken) is not { } turn
            || await AskAsync(run, edited, address, cancellationToken) is not { } who)
        {
            return;
        }

        switch (reader.Read(run, turn, edited.Text))
        {
            case EditedText.Nothing:
                return;
            case EditedText.Aside:
                await followUps.WithdrawAsync(run.Id, edited.Person, edited.MessageTs, cancellationToken);
                return;
            case EditedText.Unusable unusable:
                await answers.SayAsync(address, edited.Key, $"{unusable.Sentence} What you had said before stands.", cancellationToken);
                return;
            case EditedText.Said said:
                await TakeAsync(run, turn, edited, said, who, address, cancellationToken);
                return;
        }
    }

    public async Task DeleteAsync(Run run, MessageDeleted deleted, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, deleted.MessageTs, deleted.Person, cancellationToken) is null
            || await AskAsync(run, deleted, address, cancellationToken) is null)
        {
            return;
        }

        if (await followUps.WithdrawAsync(run.Id, deleted.Person, deleted.MessageTs, cancellationToken) == WithdrawResult.Delivered)
        {
            await answers.SayAsync(address, deleted.Key, "The agent has the message that you deleted, so deleting it takes nothing back. Reply with what it should do instead, or say `stop`.", cancellationToken);
        }
    }

    private async Task TakeAsync(Run run, Turn turn, MessageEdited edited, EditedText.Said said, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var edit = new MessageEdit(
            edited.MessageTs,
            edited.Person,
            said.Text,
            RunTitle.From(said.Text),
            said.Delivery,
            RunControls.PromptIdOf(edited.Key),
            MayInform: !run.Muted || said.Delivery is not null);
        var result = await followUps.EditAsync(run.Id, edit, cancellationToken);
        var remarks = new List<string>();
        if (result is EditResult.Replaced or EditResult.Corrected || (result == EditResult.Unchanged && turn.State == TurnState.Waiting))
        {
            remarks.AddRange((await options.ApplyAsync(run, said.Parsed, who, edited.Channel, cancellationToken)).Remarks);
        }

        remarks.AddRange(result switch
        {
            EditResult.TooLate => ["The agent has gone on since then and has ended, so your edit was not passed on. Reply with what it should do now."],
            EditResult.TooMany => ["Too many replies wait for the agent already, so your edit was not passed on. Say it again when the turn has ended."],
            _ => [],
        });
        if (remarks.Count > 0)
        {
            await answers.SayAsync(address, edited.Key, string.Join('\n', remarks), cancellationToken);
        }
    }

    private async Task<Turn?> FindAsync(Run run, string messageTs, PersonId author, CancellationToken cancellationToken) =>
        (await store.GetTurnsAsync(run.Id, cancellationToken)).LastOrDefault(turn => turn.MessageTs == messageTs && turn.Author == author);

    private async Task<Requester?> AskAsync(Run run, IPersonRequest request, PrivateAddress address, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(request.Person, run.Channel, AccessAction.Steer, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, request.Key, decision.Sentence!, cancellationToken);
            return null;
        }

        return new Requester(request.Person, decision.DisplayName);
    }
}
