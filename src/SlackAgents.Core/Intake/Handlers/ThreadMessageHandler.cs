using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class ThreadMessageHandler(
    RequestGuard guard,
    RunDesk runs,
    ThreadDesk threads,
    IRequestHandler<CommandInvocation> commands,
    RequestPatience patience) : IRequestHandler<ThreadMessage>
{
    public Task HandleAsync(ThreadMessage request, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(request.Person, request.Channel, request.ThreadTs, null);
        return guard.RunAsync(request, address, async () =>
        {
            if (await runs.FindAsync(request.Channel, request.ThreadTs, cancellationToken) is { } run)
            {
                await threads.HearAsync(run, request, address, cancellationToken);
            }
            else
            {
                await OutsideAsync(request, cancellationToken);
            }
        });
    }

    private async Task OutsideAsync(ThreadMessage message, CancellationToken cancellationToken)
    {
        if (message.IsMention)
        {
            // A mention in somebody's thread is a request like any other; its card goes into that thread.
            await commands.HandleAsync(
                new CommandInvocation(message.Key, message.Person, message.Channel, message.ThreadTs, message.MessageTs, message.Text, null, message.ReceivedAt)
                {
                    Files = message.Files,
                    Surface = RequestSurface.Mention,
                },
                cancellationToken);
        }
        else if (patience.MayPrecedeItsCard(message.ReceivedAt) && await runs.IsPostingCardAsync(message.Channel, cancellationToken))
        {
            // People are quick: Slack shows the card before we have stored where it stands.
            throw new ReplyException(ReplyFailure.Transient, "card_under_way", "A card of this channel is being posted, and the reply may belong to it.");
        }
    }
}
