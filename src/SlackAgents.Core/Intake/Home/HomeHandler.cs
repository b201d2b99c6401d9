using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Home;

/// <inheritdoc/>
internal sealed class HomeHandler(RequestGuard guard, HomePublisher publisher, HomeAudience audience) : IRequestHandler<HomeOpened>
{
    public Task HandleAsync(HomeOpened request, CancellationToken cancellationToken) =>
        guard.RunAsync(request, new PrivateAddress(request.Person, request.Person.User, null, null), async () =>
        {
            // First among the viewers, so that no change is missed while the page is being drawn.
            audience.Opened(request.Person);
            await publisher.PublishAsync(request.Person, cancellationToken);
        });
}
