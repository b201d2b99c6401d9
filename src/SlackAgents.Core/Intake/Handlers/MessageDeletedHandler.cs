using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class MessageDeletedHandler(RequestGuard guard, RunDesk runs, EditDesk edits) : IRequestHandler<MessageDeleted>
{
    public async Task HandleAsync(MessageDeleted request, CancellationToken cancellationToken)
    {
        if (await runs.FindByMessageAsync(request.Channel, request.MessageTs, cancellationToken) is { } run)
        {
            var address = new PrivateAddress(request.Person, request.Channel, run.ReplyThread, null);
            await guard.RunAsync(request, address, () => edits.DeleteAsync(run, request, address, cancellationToken));
        }
    }
}
