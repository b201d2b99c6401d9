namespace SlackAgents.Core.Intake;

/// <summary>
/// Where every surface ends: Slack's payloads become these four things people do. Each method is safe to repeat with
/// the same key, answers the person (publicly or privately) itself, and throws only when it should be tried again.
/// </summary>
internal interface IConversation
{
    /// <summary>A slash command, or a mention outside a run's thread.</summary>
    Task HandleCommandAsync(CommandInvocation command, CancellationToken cancellationToken);

    /// <summary>A message in a thread (with or without a mention). Threads that are not a run's are ignored without a trace.</summary>
    Task HandleThreadMessageAsync(ThreadMessage message, CancellationToken cancellationToken);

    Task HandleButtonAsync(ButtonClick click, CancellationToken cancellationToken);

    Task HandleReactionAsync(ReactionAdded reaction, CancellationToken cancellationToken);
}
