using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.NewRuns;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class CommandHandler(RequestGuard guard, AccessPolicy access, CommandDesk commands, PrivateAnswers answers, NewRunServer newRuns) : IRequestHandler<CommandInvocation>
{
    public Task HandleAsync(CommandInvocation request, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(request.Person, request.Channel, request.ThreadTs, request.ResponseUrl);
        return guard.RunAsync(request, address, async () =>
        {
            if (newRuns.IsForForm(request))
            {
                // Slack takes the form within three seconds or not at all; who may is asked while it stands there.
                await newRuns.OpenAsync(request, address, cancellationToken);
                return;
            }

            var decision = await access.DecideAsync(new AccessQuestion(request.Person, request.Channel, commands.ActionOf(request)), cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, request.Key, decision.Sentence!, cancellationToken);
                return;
            }

            await commands.ServeAsync(request, new Requester(request.Person, decision.DisplayName), address, cancellationToken);
        });
    }
}
