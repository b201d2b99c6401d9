using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class MessageEditedHandler(RequestGuard guard, RunDesk runs, EditDesk edits) : IRequestHandler<MessageEdited>
{
    public async Task HandleAsync(MessageEdited request, CancellationToken cancellationToken)
    {
        if (await runs.FindByMessageAsync(request.Channel, request.MessageTs, cancellationToken) is { } run)
        {
            var address = new PrivateAddress(request.Person, request.Channel, request.ThreadTs, null);
            await guard.RunAsync(request, address, () => edits.EditAsync(run, request, address, cancellationToken));
        }
    }
}
