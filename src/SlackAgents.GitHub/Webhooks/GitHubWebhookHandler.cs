using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.GitHub.Webhooks;

/// <summary>Reads stored webhooks. None changes a run so far; each is said in the log, so that nobody waits for an effect.</summary>
internal sealed partial class GitHubWebhookHandler(ILogger<GitHubWebhookHandler> logger) : IInboxHandler
{
    public IReadOnlyList<string> Kinds => [InboxKinds.GitHubWebhook];

    public Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement.GetProperty("payload");
        var repository = payload.TryGetProperty("repository", out var found) && found.ValueKind is JsonValueKind.Object && found.TryGetProperty("full_name", out var name) ? name.ToString() : "no repository";
        var action = payload.TryGetProperty("action", out var verb) ? verb.ToString() : "no action";
        Log.NotActedOn(logger, document.RootElement.GetProperty("event").ToString(), action, repository, document.RootElement.GetProperty("delivery").ToString());
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "GitHub sent {Event} ({Action}) of {Repository} in delivery {Delivery}; it is kept and not acted on")]
        public static partial void NotActedOn(ILogger logger, string @event, string action, string repository, string delivery);
    }
}
