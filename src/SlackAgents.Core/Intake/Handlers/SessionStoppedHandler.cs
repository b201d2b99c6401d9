using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class SessionStoppedHandler(RequestGuard guard, AccessPolicy access, RunDesk runs, CommandDesk commands, PrivateAnswers answers) : IRequestHandler<SessionStopped>
{
    public async Task HandleAsync(SessionStopped request, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(request.Channel, request.ThreadTs, cancellationToken) is not { } run)
        {
            return;
        }

        var address = new PrivateAddress(request.Person, request.Channel, request.ThreadTs, null);
        await guard.RunAsync(request, address, async () =>
        {
            var decision = await access.DecideAsync(new AccessQuestion(request.Person, request.Channel, AccessAction.Control, run.Requester, run.Repository), cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, request.Key, decision.Sentence!, cancellationToken);
                return;
            }

            // What counts is when it was pressed: the event may come after a newer turn has begun.
            var invocation = new CommandInvocation(request.Key, request.Person, request.Channel, request.ThreadTs, MessageTs: null, "stop", ResponseUrl: null, request.StoppedAt);
            await commands.CarryOutAsync(new AgentCommand.Stop(run.Id), invocation, new Requester(request.Person, decision.DisplayName), address, cancellationToken);
        });
    }
}
