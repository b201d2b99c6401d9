using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;

namespace SlackAgents.GitHub.Webhooks;

/// <summary>
/// Reads stored webhooks. What they say is taken as a hint alone: the state itself is asked of GitHub, so an old, a
/// doubled or a reordered delivery does no harm.
/// </summary>
internal sealed partial class GitHubWebhookHandler(IPullRequestWatch watch, ILogger<GitHubWebhookHandler> logger) : IInboxHandler
{
    public IReadOnlyList<string> Kinds => [InboxKinds.GitHubWebhook];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement.GetProperty("payload");
        var name = document.RootElement.GetProperty("event").ToString();
        var repository = Text(Nested(payload, "repository"), "full_name");
        if (RepositoryName.TryParse(repository, out var known) && Branches(name, payload).Select(AgentBranch.RunOf).FirstOrDefault(run => run is not null) is { } run)
        {
            Log.ActedOn(logger, name, known.ToString(), run);
            await watch.LookSoonAsync(run, known, cancellationToken);
            return;
        }

        Log.NotActedOn(logger, name, Text(payload, "action") ?? "no action", repository ?? "no repository", document.RootElement.GetProperty("delivery").ToString());
    }

    /// <summary>Branches that a delivery is about (docs.github.com/webhooks/webhook-events-and-payloads).</summary>
    private static List<string?> Branches(string name, JsonElement payload) => name switch
    {
        "pull_request" => [Text(Nested(Nested(payload, "pull_request"), "head"), "ref")],
        "check_suite" => [Text(Nested(payload, "check_suite"), "head_branch")],
        "check_run" => [Text(Nested(Nested(payload, "check_run"), "check_suite"), "head_branch")],
        "workflow_run" => [Text(Nested(payload, "workflow_run"), "head_branch")],
        "status" when Nested(payload, "branches") is { ValueKind: JsonValueKind.Array } branches => branches.EnumerateArray().Take(10).Select(branch => Text(branch, "name")).ToList(),
        _ => [],
    };

    private static JsonElement Nested(JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement owner, string name) =>
        Nested(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "GitHub sent {Event} of {Repository}: the pull request of run {RunId} is looked at")]
        public static partial void ActedOn(ILogger logger, string @event, string repository, RunId runId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "GitHub sent {Event} ({Action}) of {Repository} in delivery {Delivery}; it is about no run")]
        public static partial void NotActedOn(ILogger logger, string @event, string action, string repository, string delivery);
    }
}
