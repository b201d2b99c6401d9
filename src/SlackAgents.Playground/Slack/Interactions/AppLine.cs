using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>From what a person did to the app and back: delivers it, and shows what came with the acknowledgement.</summary>
internal sealed class AppLine(WorkspaceState state, AppDispatcher dispatcher, ResponseUrlEndpoint responses)
{
    public PayloadFactory Payloads { get; } = new(state);

    /// <summary>A typed command; a message in its acknowledgement shows like one on the response_url, without using it up.</summary>
    public async Task<CommandReceipt> CommandAsync(JsonObject payload, ResponseUrl url, CancellationToken cancellationToken)
    {
        var attempt = await dispatcher.DeliverAsync(new AppPayload(AppPayload.Commands, payload), cancellationToken);
        var answer = AnswerOf(attempt);
        var error = attempt.Acknowledged && answer?.Count > 0 ? responses.Apply(url, answer) : attempt.Error;
        return new CommandReceipt(error, attempt.Elapsed, answer, url.Id, state);
    }

    /// <summary>A click, a shortcut, a form or a question for options.</summary>
    public async Task<CommandReceipt> InteractAsync(JsonObject payload, ResponseUrl? url, CancellationToken cancellationToken)
    {
        var attempt = await dispatcher.DeliverAsync(new AppPayload(AppPayload.Interactive, payload), cancellationToken);
        return new CommandReceipt(attempt.Error, attempt.Elapsed, AnswerOf(attempt), url?.Id ?? string.Empty, state);
    }

    private JsonObject? AnswerOf(DeliveryAttempt attempt)
    {
        if (attempt.ResponseJson is null)
        {
            return null;
        }

        state.Answers.Add(attempt.ResponseJson);
        return WireJson.ParseObject(attempt.ResponseJson);
    }
}
