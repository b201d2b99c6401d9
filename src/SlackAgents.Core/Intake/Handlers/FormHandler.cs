using System.Collections.Frozen;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class FormHandler(RequestGuard guard, IEnumerable<IFormDesk> desks) : IRequestHandler<FormSubmission>
{
    private readonly FrozenDictionary<string, IFormDesk> _desks = desks.ToFrozenDictionary(desk => desk.FormId, StringComparer.Ordinal);

    public Task HandleAsync(FormSubmission request, CancellationToken cancellationToken)
    {
        // Nothing but a direct message is known to be a place that this person can see.
        var address = new PrivateAddress(request.Person, request.Person.User, null, null);
        return _desks.TryGetValue(request.FormId, out var desk)
            ? guard.RunAsync(request, address, () => desk.SubmitAsync(request, cancellationToken))
            : Task.CompletedTask;
    }
}
