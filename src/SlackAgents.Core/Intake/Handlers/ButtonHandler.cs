using System.Collections.Frozen;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Handlers;

/// <inheritdoc/>
internal sealed class ButtonHandler(RequestGuard guard, AccessPolicy access, RunDesk runs, CommandDesk commands, IEnumerable<IButtonDesk> desks, PrivateAnswers answers)
    : IRequestHandler<ButtonClick>
{
    private readonly FrozenDictionary<string, IButtonDesk> _desks = desks
        .SelectMany(desk => desk.Actions.Select(action => (action, desk)))
        .ToFrozenDictionary(pair => pair.action, pair => pair.desk, StringComparer.Ordinal);

    public Task HandleAsync(ButtonClick request, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(request.Person, request.Channel, request.ThreadTs ?? (request.IsHome ? null : request.MessageTs), request.ResponseUrl);
        return guard.RunAsync(request, address, () =>
            _desks.TryGetValue(request.Action, out var desk) ? desk.ClickAsync(request, address, cancellationToken)
            : OrderAsync(request, address, cancellationToken));
    }

    private async Task OrderAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (!ThreadWords.IsOrder(click.Action))
        {
            return; // a link button: the browser did what it is for
        }

        var id = RunId.TryParse(click.Value, out var named) ? named : null;
        if (await runs.FindAsync(id, click, cancellationToken) is not { } run || ThreadWords.OfButton(click.Action, run.Id) is not { } order)
        {
            await answers.SayAsync(address, click.Key, "I do not know this run any more. Use `/agent list` to see your runs.", cancellationToken);
            return;
        }

        var decision = await access.DecideAsync(new AccessQuestion(click.Person, click.Channel, AccessAction.See, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, click.Key, decision.Sentence!, cancellationToken);
            return;
        }

        var invocation = new CommandInvocation(click.Key, click.Person, click.Channel, click.ThreadTs, MessageTs: null, click.Action, click.ResponseUrl, click.ReceivedAt) { TriggerId = click.TriggerId };
        await commands.CarryOutAsync(order, invocation, new Requester(click.Person, decision.DisplayName), address, cancellationToken);
    }
}
