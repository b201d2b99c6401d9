using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.NewRuns;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class ShortcutHandler(RequestGuard guard, NewRunForms forms) : IRequestHandler<ShortcutUsed>
{
    public Task HandleAsync(ShortcutUsed request, CancellationToken cancellationToken)
    {
        // The card of a run about a message goes into that message's thread.
        var thread = request.ThreadTs ?? request.Message?.Ts;
        var address = new PrivateAddress(request.Person, request.Channel ?? request.Person.User, thread, request.ResponseUrl);
        var isOnMessage = request is { Channel: not null, Message: not null };
        return guard.RunAsync(request, address, () => forms.OpenAsync(
            new NewRunStart(
                request.Key,
                request.Person,
                request.TriggerId,
                address,
                isOnMessage ? RequestSurface.MessageShortcut : RequestSurface.GlobalShortcut,
                isOnMessage ? request.Channel : null,
                isOnMessage ? thread : null,
                isOnMessage ? request.Message : null,
                "Use the shortcut again."),
            cancellationToken));
    }
}
