using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class ReactionHandler(RequestGuard guard, AccessPolicy access, RunDesk runs, CommandDesk commands, ReactionTrigger trigger, PrivateAnswers answers) : IRequestHandler<ReactionAdded>
{
    public async Task HandleAsync(ReactionAdded request, CancellationToken cancellationToken)
    {
        if (request.Name is not "x")
        {
            await guard.RunAsync(request, new PrivateAddress(request.Person, request.Channel, null, null), () => trigger.HearAsync(request, cancellationToken));
            return;
        }

        if (await runs.FindByMessageAsync(request.Channel, request.MessageTs, cancellationToken) is not { } run)
        {
            return;
        }

        var address = new PrivateAddress(request.Person, request.Channel, run.ReplyThread, null);
        await guard.RunAsync(request, address, async () =>
        {
            var decision = await access.DecideAsync(new AccessQuestion(request.Person, request.Channel, AccessAction.Control, run.Requester, run.Repository), cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, request.Key, decision.Sentence!, cancellationToken);
                return;
            }

            var invocation = new CommandInvocation(request.Key, request.Person, request.Channel, run.ReplyThread, MessageTs: null, "stop", ResponseUrl: null, request.ReceivedAt);
            await commands.CarryOutAsync(new AgentCommand.Stop(run.Id), invocation, new Requester(request.Person, decision.DisplayName), address, cancellationToken);
        });
    }
}
