using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Keeps what people did, whatever kind it is.</summary>
internal sealed class RecordingHandlers :
    IRequestHandler<CommandInvocation>,
    IRequestHandler<ThreadMessage>,
    IRequestHandler<ButtonClick>,
    IRequestHandler<ReactionAdded>,
    IRequestHandler<ShortcutUsed>,
    IRequestHandler<FormSubmission>,
    IRequestHandler<MessageEdited>,
    IRequestHandler<MessageDeleted>,
    IRequestHandler<HomeOpened>,
    IRequestHandler<SessionStopped>
{
    public List<object> Said { get; } = [];

    public Task HandleAsync(CommandInvocation request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(ThreadMessage request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(ButtonClick request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(ReactionAdded request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(ShortcutUsed request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(FormSubmission request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(MessageEdited request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(MessageDeleted request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(HomeOpened request, CancellationToken cancellationToken) => Keep(request);

    public Task HandleAsync(SessionStopped request, CancellationToken cancellationToken) => Keep(request);

    private Task Keep(object what)
    {
        Said.Add(what);
        return Task.CompletedTask;
    }
}
