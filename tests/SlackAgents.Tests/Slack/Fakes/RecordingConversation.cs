using SlackAgents.Core.Intake;

namespace SlackAgents.Tests.Slack.Fakes;

internal sealed class RecordingConversation : IConversation
{
    public List<object> Said { get; } = [];

    public Task HandleCommandAsync(CommandInvocation command, CancellationToken cancellationToken) => Keep(command);

    public Task HandleThreadMessageAsync(ThreadMessage message, CancellationToken cancellationToken) => Keep(message);

    public Task HandleButtonAsync(ButtonClick click, CancellationToken cancellationToken) => Keep(click);

    public Task HandleReactionAsync(ReactionAdded reaction, CancellationToken cancellationToken) => Keep(reaction);

    private Task Keep(object what)
    {
        Said.Add(what);
        return Task.CompletedTask;
    }
}
