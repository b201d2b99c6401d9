namespace SlackAgents.Core.Intake.Requests;

/// <summary>
/// Where a surface ends: carries out one kind of thing that people do. Safe to repeat with the same key; answers the
/// person (publicly or privately) itself, and throws only when it should be tried again.
/// </summary>
internal interface IRequestHandler<in TRequest>
    where TRequest : IPersonRequest
{
    Task HandleAsync(TRequest request, CancellationToken cancellationToken);
}
