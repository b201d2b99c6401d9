using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Api;

/// <summary>Tells a run something for whoever asks by HTTP. The thread shows it, since nobody else would know of it.</summary>
internal sealed class ApiMessages(ApiOrders orders, FollowUps followUps, QuestionBook questions, IOutbox outbox, OutboxWakeup wakeup, TimeProvider time)
{
    private const int MaxShown = 1000;

    /// <summary>Answers the agent's open question, or adds a follow-up.</summary>
    /// <param name="key">Unique per request: the same message taken twice is one.</param>
    public async Task<ApiResult> TellAsync(PersonId person, string id, string message, string key, CancellationToken cancellationToken)
    {
        var (found, who) = await orders.TakeAsync(person, id, AccessAction.Steer, cancellationToken);
        if (found.Run is not { } run)
        {
            return found;
        }

        var (delivery, said) = SteeringWords.Parse(HiddenCharacters.Strip(message).Text);
        var text = said.Trim();
        if (text.Length is 0 or > RequestLimits.MaxTaskLength)
        {
            return ApiResult.Refuse(
                ApiProblemKind.Invalid,
                text.Length == 0 ? "There is no message." : $"A message can have up to {RequestLimits.MaxTaskLength} characters; this one has {text.Length}.",
                "Say in `text` what the agent is to be told.");
        }

        var problem = (delivery is null ? await AnswerAsync(run, text, who, key, cancellationToken) : (false, null)) switch
        {
            (_, { } refused) => refused,
            (true, null) => null,
            _ => await FollowAsync(run, text, who, delivery ?? run.Steering, key, cancellationToken),
        };
        if (problem is not null)
        {
            return new ApiResult(null, problem);
        }

        await ShowAsync(run, text, who, key, cancellationToken);
        return await orders.ReadAgainAsync(run, cancellationToken);
    }

    /// <returns>Whether it was the answer to a question, or why it cannot be.</returns>
    private async Task<(bool Answered, ApiProblem? Problem)> AnswerAsync(Run run, string text, Requester who, string key, CancellationToken cancellationToken)
    {
        if (run.ToolUse?.Questions.Any(one => one == run.ToolUse.Open || one.AnswerKey == key) is not true)
        {
            return (false, null);
        }

        var answered = await questions.AnswerAsync(run.Id, number: null, text, who, key, messageTs: null, cancellationToken);
        return answered == QuestionResult.NotAnOption
            ? (false, new ApiProblem(
                ApiProblemKind.Conflict,
                $"The agent waits for one of these answers: {string.Join(", ", run.ToolUse.Open!.Options)}.",
                "Send one of them, or begin with `queue:` to tell it something else."))
            : (answered != QuestionResult.NotAsked, null);
    }

    private async Task<ApiProblem?> FollowAsync(Run run, string text, Requester who, TurnDelivery delivery, string key, CancellationToken cancellationToken) =>
        await followUps.AddAsync(run, text, who, messageTs: null, RunControls.PromptIdOf(key), delivery, [], cancellationToken) == FollowUpResult.TooMany
            ? new ApiProblem(ApiProblemKind.Conflict, "Too many replies wait for the agent already, so this one was not taken.", "Wait for the current turn to end, or stop the run.")
            : null;

    private async Task ShowAsync(Run run, string text, Requester who, string key, CancellationToken cancellationToken)
    {
        var shown = $"{who.DisplayName} by the API: {(text.Length <= MaxShown ? text : RunTitle.Cut(text, MaxShown))}";
        await outbox.AddAsync(
            [
                new OutboxMessage
                {
                    Key = $"{key}/shown",
                    Run = run.Id,
                    Kind = OutboxKind.Message,
                    Priority = OutboxPriority.Normal,
                    Channel = run.Channel,
                    ThreadTs = run.ReplyThread,
                    Content = new ReplyContent(shown, [new Paragraph(shown)]),
                    CreatedAt = time.GetUtcNow(),
                },
            ],
            cancellationToken);
        wakeup.Raise();
    }
}
